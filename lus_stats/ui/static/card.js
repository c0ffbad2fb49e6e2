// "Skriv ut kortet" prints the open episode alone; card.css hides the rest of the page while it does.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".print-card button")) return;
  document.documentElement.dataset.print = "card";
  window.print();
});
window.addEventListener("afterprint", () => delete document.documentElement.dataset.print);
