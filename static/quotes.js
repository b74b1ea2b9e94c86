// What is marked in an answer goes into the box of the words to quote.
document.addEventListener("selectionchange", () => {
  const marked = document.getSelection();
  const answer = document.querySelector("[data-quote-from]");
  if (!answer || marked.isCollapsed || !answer.contains(marked.anchorNode) || !answer.contains(marked.focusNode)) return;
  const words = marked.toString().trim();
  if (words) document.getElementById(answer.dataset.quoteFrom).value = words;
});
