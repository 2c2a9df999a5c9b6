/**
 * The page's script: filters, grouping, theme, copying. Text of the page only ever goes in by `textContent`. A string
 * and not a function's source, which coverage and transpilers change; test/html-browser.test.ts runs it.
 */
export const SCRIPT = String.raw`'use strict';
(function () {
  var root = document.documentElement;
  var get = function (id) { return document.getElementById(id); };

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

  /* The details of the many are data of the page: the same as renderBody makes is built when a row is opened. */
  var late = null;
  function unfold(row) {
    var item = row.parentNode;
    late = late || JSON.parse(get('late').textContent);
    var details = make('details', '', [make('summary', '', Array.prototype.slice.call(row.childNodes)), buildBody(late[item.getAttribute('data-late')], pathOf(item))]);
    row.replaceWith(details);
    return details;
  }

  function unfoldAndOpen(event) {
    var row = event.target.closest('.row');
    if (!row || (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    var details = unfold(row);
    details.open = true;
    details.firstElementChild.focus();
  }

  /* An element; strings among its children become text. */
  function make(name, className, children) {
    var element = document.createElement(name);
    if (className !== '') element.className = className;
    element.append.apply(element, children || []);
    return element;
  }

  function buildBody(data, path) {
    var body = make('div', 'body');
    if (data.waived !== undefined) body.append(make('p', 'waiver', [make('b', '', ['Waived.']), ' ' + data.waived]));
    if (data.code) body.append(buildCode(data.code, path));
    if (data.related.length > 0) {
      var places = data.related.map(function (one) { return make('li', '', [make('code', '', [one[0]]), ' ' + one[1]]); });
      body.append(make('div', 'related', [make('h4', '', ['Related places']), make('ol', '', places)]));
    }
    data.repairs.forEach(function (repair) { body.append(make('p', 'fix', [make('b', '', ['Repair:']), ' ' + repair])); });
    body.append(make('p', 'ids', data.ids.map(function (one) { return make('span', '', [one[0] + ' ', make('code', '', [one[1]])]); })));
    return body;
  }

  function buildCode(code, path) {
    var lines = code.lines.map(function (parts, i) {
      var hit = parts.length > 1;
      var line = make('span', hit ? 'hit' : '', hit ? [parts[0], make('mark', '', [parts[1]]), parts[2] + '\n'] : [parts[0] + '\n']);
      line.dataset.n = String(code.start + i);
      return line;
    });
    var block = make('pre', 'code', lines);
    block.tabIndex = 0;
    block.setAttribute('aria-label', 'Code of ' + path);
    return block;
  }

  function addTools(details) {
    var body = details.querySelector('.body');
    if (!body || body.querySelector('.tools')) return;
    var place = details.querySelector('.p').textContent;
    body.append(make('p', 'tools', [copyButton('Copy path', pathOf(details)), copyButton('Copy path and line', place), aboutButton(details, body)]));
  }

  function makeButton(label, className) {
    var button = make('button', className, [label]);
    button.type = 'button';
    return button;
  }

  function copyButton(label, text) {
    var button = makeButton(label, '');
    button.addEventListener('click', function () {
      copy(text, function (done) {
        button.textContent = done ? 'Copied' : 'Not copied';
        setTimeout(function () { button.textContent = label; }, 1500);
      });
    });
    return button;
  }

  function copy(text, then) {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(function () { then(true); }, function () { then(copyBySelection(text)); });
    } else {
      then(copyBySelection(text));
    }
  }

  function copyBySelection(text) {
    var area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    var done = false;
    try { done = document.execCommand('copy'); } catch (error) { /* then it is not copied */ }
    area.remove();
    return done;
  }

  /* Grouped by file, the rule's help is elsewhere: a copy of it comes into the finding. */
  function aboutButton(details, body) {
    var button = makeButton('About this rule', 'about');
    button.addEventListener('click', function () {
      var item = items.find(function (one) { return one.element === details.parentNode; });
      var help = item && item.rule.querySelector('header .help > div');
      var shown = body.querySelector('.help');
      if (shown) { shown.remove(); return; }
      if (!help) return;
      body.append(make('div', 'help', [help.cloneNode(true)]));
    });
    return button;
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
})();
`;
