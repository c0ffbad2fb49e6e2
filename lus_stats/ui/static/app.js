// On a phone the menu lies over the page: it closes when a page has been chosen from it, as Streamlit's own menu does.
document.addEventListener("click", (event) => {
  const link = event.target.closest('[data-testid="stSidebar"] [data-testid="stPageLink-NavLink"]');
  if (link && window.matchMedia("(max-width: 768px)").matches) {
    const close = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    setTimeout(() => close && close.click(), 0);
  }
});
