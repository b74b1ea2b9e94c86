"""A seal is never changed: the database itself refuses an update.

A migration that alters the table of seals must lay this anew: on SQLite that remakes the table, and
the trigger goes with the old one.
"""

from django.db import migrations

LAY = {
    "sqlite": [
        """
        CREATE TRIGGER seals_are_never_changed BEFORE UPDATE ON topics_seal
        BEGIN SELECT RAISE(ABORT, 'a seal is never changed'); END
        """
    ],
    "postgresql": [
        """
        CREATE FUNCTION seals_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'a seal is never changed' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER seals_are_never_changed BEFORE UPDATE ON topics_seal
        FOR EACH ROW EXECUTE FUNCTION seals_are_never_changed()
        """,
    ],
}
LIFT = {
    "sqlite": ["DROP TRIGGER IF EXISTS seals_are_never_changed"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS seals_are_never_changed ON topics_seal",
        "DROP FUNCTION IF EXISTS seals_are_never_changed()",
    ],
}


def lay(apps, schema_editor):
    for statement in LAY.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement, params=None)


def lift(apps, schema_editor):
    for statement in LIFT.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("topics", "0004_longlist_stances_and_terms")]
    operations = [migrations.RunPython(lay, lift)]
