/**
 * Part of the page's script: light and dark.
 */
export const THEME_SCRIPT = String.raw`
  function startTheme() {
    var button = get('theme');
    var names = ['auto', 'light', 'dark'];
    var current = 'auto';
    try { current = localStorage.getItem('railgate-theme') || 'auto'; } catch (error) { /* no storage: not kept */ }
    function show() {
      if (current === 'auto') root.removeAttribute('data-theme');
      else root.setAttribute('data-theme', current);
      button.textContent = 'Theme: ' + current;
    }
    if (names.indexOf(current) < 0) current = 'auto';
    button.hidden = false;
    button.addEventListener('click', function () {
      current = names[(names.indexOf(current) + 1) % names.length];
      try { localStorage.setItem('railgate-theme', current); } catch (error) { /* no storage: not kept */ }
      show();
    });
    show();
  }
`;
