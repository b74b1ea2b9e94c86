// Draws each chart from the data beside it; the table under it stays one press away. Until a chart is
// drawn, and wherever it cannot be, the table stands in its place.
document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll("[data-chart]")) {
    const figure = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    if (place.clientWidth < 560) asOnAPhone(figure);
    window.Plotly.newPlot(place, figure.data, figure.layout, figure.config);
    const table = document.getElementById(place.dataset.table);
    const button = document.querySelector(`[data-shows="${place.dataset.table}"]`);
    table.classList.add("replaced");
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = table.classList.toggle("shown");
      button.setAttribute("aria-expanded", String(shown));
    });
  }

  function asOnAPhone(figure) {
    figure.layout.font.size = 13;
    const narrow = figure.narrow || {};
    Object.assign(figure.layout, narrow.layout);
    figure.data.forEach((trace, n) => {
      if (narrow.y) trace.y = narrow.y[n];
    });
  }
});
