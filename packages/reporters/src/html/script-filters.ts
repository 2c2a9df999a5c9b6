/**
 * Part of the page's script: filters, grouping, the address, printing. Text goes in as text only.
 */
export const FILTERS_SCRIPT = String.raw`
  root.classList.add('js');
  startTheme();
  var form = get('filters');
  if (!form) return;

  var groupsBox = get('groups');
  var count = get('count');
  var nothing = get('nothing');
  var expand = get('expand');
  var FACETS = ['severity', 'gate', 'target', 'state'];
  var OPEN_AT_ONCE = 300;
  var CHUNK = 50;
  var items = [];
  /* A group is a section, its findings, and the lists that they stand in. */
  var ruleGroups = Array.prototype.map.call(groupsBox.children, function (section) {
    var lists = Array.prototype.slice.call(section.querySelectorAll(':scope > ol'));
    var group = { section: section, label: section.querySelector('.sub .n'), lists: lists, items: [] };
    lists.forEach(function (list) {
      Array.prototype.forEach.call(list.children, function (element) {
        group.items.push({ element: element, key: element.getAttribute('data-k').split(' ').map(Number), rule: section, text: null, shown: true });
      });
    });
    items = items.concat(group.items);
    return group;
  });
  var groups = ruleGroups;
  var fileGroups = null;
  form.hidden = false;

  function textOf(item) {
    if (item.text !== null) return item.text;
    var summary = item.element.querySelector('summary, .row');
    var rule = item.rule.querySelector('.sub code').textContent;
    item.text = (summary.textContent + ' ' + rule).toLowerCase();
    return item.text;
  }

  /* The chosen values of each facet as indexes; nothing chosen lets everything through. */
  function readForm() {
    var chosen = { severity: [], gate: [], target: [], state: [] };
    form.querySelectorAll('input[type=checkbox]:checked').forEach(function (input) {
      chosen[input.name].push(Number(input.dataset.i));
    });
    var select = form.elements.target;
    if (select && select.value !== '') chosen.target.push(Number(select.selectedOptions[0].dataset.i));
    var words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    return { facets: FACETS.map(function (name) { return chosen[name]; }), words: words };
  }

  function matches(item, filter) {
    for (var i = 0; i < FACETS.length; i++) {
      var wanted = filter.facets[i];
      if (wanted.length > 0 && wanted.indexOf(item.key[i]) < 0) return false;
    }
    for (var j = 0; j < filter.words.length; j++) {
      if (textOf(item).indexOf(filter.words[j]) < 0) return false;
    }
    return true;
  }

  function apply() {
    var filter = readForm();
    var shown = 0;
    items.forEach(function (item) {
      var show = matches(item, filter);
      if (show) shown++;
      if (show !== item.shown) item.element.hidden = !show;
      item.shown = show;
    });
    groups.forEach(countGroup);
    nothing.hidden = shown > 0;
    count.textContent = shown === items.length ? number(items.length) + (items.length === 1 ? ' finding' : ' findings') : number(shown) + ' of ' + number(items.length) + ' findings';
    labelExpand();
  }

  function countGroup(group) {
    var total = group.items.length;
    var shown = 0;
    group.lists.forEach(function (list, i) {
      var rows = 0;
      group.items.slice(i * CHUNK, (i + 1) * CHUNK).forEach(function (item) { if (item.shown) rows++; });
      list.hidden = rows === 0;
      list.style.setProperty('--rows', String(rows));
      shown += rows;
    });
    group.label.textContent = shown === total ? number(total) : number(shown) + ' of ' + number(total);
    group.section.hidden = shown === 0;
  }

  function number(value) {
    return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
  }

  function pathOf(details) {
    return details.querySelector('.p').textContent.replace(/:\d+(?::\d+)?$/, '');
  }

  /* Groups by file are made when they are first asked for; the findings move, so there is one of each. */
  function makeFileGroups() {
    var byPath = new Map();
    var order = items.slice().sort(function (a, b) { return a.key[0] - b.key[0]; });
    order.forEach(function (item) {
      var path = pathOf(item.element);
      var group = byPath.get(path);
      if (!group) {
        group = fileGroup(path, byPath.size);
        byPath.set(path, group);
      }
      group.items.push(item);
    });
    return Array.from(byPath.values());
  }

  function fileGroup(path, index) {
    var title = make('h3', '', [make('code', '', [path])]);
    var sub = make('p', 'sub', ['Findings ', make('span', 'n')]);
    var section = make('section', 'group', [make('header', '', [title, sub])]);
    title.id = 'f' + index;
    section.setAttribute('aria-labelledby', title.id);
    return { section: section, label: sub.lastChild, lists: [], items: [] };
  }

  function regroup(by) {
    if (by === 'file') fileGroups = fileGroups || makeFileGroups();
    groups = by === 'file' ? fileGroups : ruleGroups;
    /* Moved while they are out of the page: much faster. */
    groupsBox.replaceChildren();
    groups.forEach(fillGroup);
    groupsBox.append.apply(groupsBox, groups.map(function (group) { return group.section; }));
    groupsBox.dataset.by = by;
  }

  function fillGroup(group) {
    for (var at = 0; at < group.items.length; at += CHUNK) {
      var index = at / CHUNK;
      if (!group.lists[index]) {
        group.lists[index] = make('ol', '');
        group.section.append(group.lists[index]);
      }
      group.lists[index].replaceChildren.apply(group.lists[index], group.items.slice(at, at + CHUNK).map(function (item) { return item.element; }));
    }
  }

  function setHash() {
    var params = new URLSearchParams();
    FACETS.forEach(function (name) {
      var values = Array.prototype.map.call(form.querySelectorAll('input[name=' + name + ']:checked'), function (input) { return input.value; });
      var select = form.elements[name];
      if (select && select.tagName === 'SELECT' && select.value !== '') values.push(select.value);
      values.forEach(function (value) { params.append(name, value); });
    });
    if (form.elements.q.value.trim() !== '') params.set('q', form.elements.q.value.trim());
    if (form.elements.by.value !== 'rule') params.set('by', form.elements.by.value);
    var text = params.toString();
    try { history.replaceState(null, '', text === '' ? '#' : '#' + text); } catch (error) { /* not where history is closed */ }
  }

  function readHash() {
    var text = location.hash.slice(1);
    if (text !== '' && text.indexOf('=') < 0) return false;
    var params = new URLSearchParams(text);
    form.querySelectorAll('input[type=checkbox]').forEach(function (input) {
      input.checked = params.getAll(input.name).indexOf(input.value) >= 0;
    });
    var select = form.elements.target;
    if (select) select.value = params.get('target') || '';
    if (select && select.selectedIndex < 0) select.value = '';
    form.elements.q.value = params.get('q') || '';
    var by = params.get('by') === 'file' ? 'file' : 'rule';
    if (by !== form.elements.by.value || (groupsBox.dataset.by || 'rule') !== by) {
      form.elements.by.value = by;
      regroup(by);
    }
    apply();
    return text !== '';
  }

  function visibleItems() {
    var list = [];
    for (var i = 0; i < items.length && list.length < OPEN_AT_ONCE; i++) {
      if (items[i].shown) list.push(items[i].element);
    }
    return list;
  }

  function detailsOf(element) {
    var first = element.firstElementChild;
    return first.tagName === 'DETAILS' ? first : unfold(first);
  }

  function labelExpand() {
    var open = visibleItems().some(function (element) { return !element.firstElementChild.open; });
    expand.textContent = open ? 'Expand all' : 'Collapse all';
  }

  var pending = 0;
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('input', function (event) {
    clearTimeout(pending);
    if (event.target.name === 'by') regroup(form.elements.by.value);
    if (event.target.type !== 'search') { apply(); setHash(); return; }
    pending = setTimeout(function () { apply(); setHash(); }, 120);
  });
  form.addEventListener('reset', function () {
    setTimeout(function () {
      if (groupsBox.dataset.by === 'file') regroup('rule');
      apply();
      setHash();
    }, 0);
  });
  get('facets').addEventListener('click', function () {
    var open = form.classList.toggle('open');
    get('facets').setAttribute('aria-expanded', String(open));
  });
  get('clear').addEventListener('click', function () { form.reset(); form.elements.q.focus(); });
  expand.addEventListener('click', function () {
    var open = expand.textContent === 'Expand all';
    visibleItems().forEach(function (element) { detailsOf(element).open = open; });
    labelExpand();
  });
  groupsBox.querySelectorAll('.row').forEach(function (row) {
    row.tabIndex = 0;
    row.setAttribute('role', 'button');
    row.setAttribute('aria-expanded', 'false');
  });
  groupsBox.addEventListener('click', unfoldAndOpen);
  groupsBox.addEventListener('keydown', unfoldAndOpen);
  groupsBox.addEventListener('toggle', function (event) {
    if (event.target.parentNode.matches('li[data-k]') && event.target.open) addTools(event.target);
  }, true);
  groupsBox.querySelectorAll('li[data-k] > details[open]').forEach(addTools);
  window.addEventListener('hashchange', function () {
    if (readHash()) get('findings').focus();
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    form.elements.q.focus();
  });
  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = visibleItems().map(detailsOf).filter(function (details) { return !details.open; });
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (details) { details.open = false; });
    opened = [];
  });
  readHash();
`;
