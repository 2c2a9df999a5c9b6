/**
 * Part of the page's script: the details of a finding, built when they are asked for, and their buttons. Text goes in
 * as text only.
 */
export const DETAILS_SCRIPT = String.raw`
  /* The details of the many are data of the page: the same as renderBody makes is built when a row is opened. */
  var late = null;
  function unfold(row) {
    var item = row.parentNode;
    late = late || JSON.parse(get('late').textContent);
    var body = buildBody(late[item.getAttribute('data-late')], pathOf(item));
    var details = make('details', '', [make('summary', '', Array.prototype.slice.call(row.childNodes)), body]);
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
`;
