#!/usr/bin/env bash
# Run a command against a throwaway PostgreSQL: tests/with_postgres.sh make test
# It listens on a socket in a fresh folder only, so no other server can be met by mistake.
set -euo pipefail
PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)"
if ! command -v initdb >/dev/null; then
  echo "No PostgreSQL on this machine: left out. On Debian: apt-get install postgresql"
  [ "${CI:-}" != true ]
  exit
fi
folder=$(mktemp -d)
chmod 755 "$folder"
as=""
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  chown postgres "$folder"
  as="runuser -u postgres --"
fi
(cd "$folder" && $as initdb -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null)
(cd "$folder" && $as pg_ctl -D "$folder/data" -w -s -l "$folder/log" -o \
  "-c listen_addresses= -k $folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start)
stop() { (cd "$folder" && $as pg_ctl -D "$folder/data" -m immediate -s stop) && rm -rf "$folder"; }
trap stop EXIT
DATABASE_URL="postgres://postgres@/tightrope?host=$folder" "$@"
