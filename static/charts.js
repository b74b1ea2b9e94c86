// Draws each chart from the data beside it; the table under it stays one press away.
document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll("[data-chart]")) {
    const figure = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    if (window.innerWidth < 480) figure.layout.font.size = 12; // else long labels are cut on a phone
    window.Plotly.newPlot(place, figure.data, figure.layout, figure.config);
    const table = document.getElementById(place.dataset.table);
    const button = document.querySelector(`[data-shows="${place.dataset.table}"]`);
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = table.classList.toggle("shown");
      button.setAttribute("aria-expanded", String(shown));
    });
  }
});
