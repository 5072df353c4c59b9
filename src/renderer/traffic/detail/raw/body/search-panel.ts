import { SearchQuery, closeSearchPanel, findNext, findPrevious, getSearchQuery, search, searchKeymap, setSearchQuery } from '@codemirror/search';
import { EditorSelection, type Extension } from '@codemirror/state';
import { EditorView, keymap, type Panel } from '@codemirror/view';
import { MatchCount } from './match-count.ts';

const keys = new Set(['Mod-f', 'F3', 'Mod-g', 'Escape']);

/** Search within the text: a line above it with the number of matches; Enter goes on, Shift+Enter back. */
export const bodySearch: Extension = [
  search({ top: true, createPanel: searchPanel, scrollToMatch: ({ from }) => EditorView.scrollIntoView(from, { y: 'center' }) }),
  keymap.of(searchKeymap.filter(({ key }) => key !== undefined && keys.has(key))),
];

/** Looks for a text, from the beginning of the body on. */
export function searchFor(view: EditorView, text: string): void {
  const query = new SearchQuery({ search: text, literal: true });
  view.dispatch({ effects: setSearchQuery.of(query), selection: EditorSelection.cursor(0) });
  if (query.valid) findNext(view);
}

function searchPanel(view: EditorView): Panel {
  const query = getSearchQuery(view.state);
  const input = element('input', { class: 'search-input', 'aria-label': 'Find in this body', placeholder: 'Find', 'main-field': 'true', type: 'text', spellcheck: 'false' });
  input.value = query.search;
  const isCase = check('Match case', 'Aa', query.caseSensitive);
  const isRegexp = check('Regular expression', '.*', query.regexp);
  const count = element('output', { class: 'search-count' });
  const matches = new MatchCount((words) => (count.textContent = words));

  const commit = () => {
    const next = new SearchQuery({ search: input.value, caseSensitive: isCase.input.checked, regexp: isRegexp.input.checked, literal: !isRegexp.input.checked });
    if (next.eq(getSearchQuery(view.state))) return;
    view.dispatch({ effects: setSearchQuery.of(next) });
  };
  input.addEventListener('input', commit);
  isCase.input.addEventListener('change', commit);
  isRegexp.input.addEventListener('change', commit);

  const dom = element('div', { class: 'search-panel', role: 'search', 'aria-label': 'Find in this body' });
  dom.append(
    input,
    count,
    button('Previous match (Shift+Enter)', '↑', () => findPrevious(view)),
    button('Next match (Enter)', '↓', () => findNext(view)),
    isCase.label,
    isRegexp.label,
    button('Close the search (Escape)', '✕', () => {
      closeSearchPanel(view);
      view.focus();
    }),
  );
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.composedPath()[0] === input) {
      event.preventDefault();
      commit();
      if (event.shiftKey) findPrevious(view);
      else findNext(view);
    } else if (event.key === 'Escape' || ((event.ctrlKey || event.metaKey) && (event.key === 'f' || event.key === 'g'))) {
      event.preventDefault();
      if (event.key === 'Escape') {
        closeSearchPanel(view);
        view.focus();
      } else if (event.key === 'g') (event.shiftKey ? findPrevious : findNext)(view);
      else input.select();
    }
  });
  return {
    dom,
    top: true,
    mount: () => {
      input.select();
      matches.follow(view.state, getSearchQuery(view.state));
    },
    update: (update) => {
      const now = getSearchQuery(update.state);
      if (!now.eq(getSearchQuery(update.startState))) {
        if (now.search !== input.value) input.value = now.search;
        matches.follow(update.state, now);
      } else if (update.selectionSet) matches.show(update.state);
    },
    destroy: () => matches.stop(),
  };
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Readonly<Record<string, string>>): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function button(name: string, face: string, onPress: () => void): HTMLButtonElement {
  const made = element('button', { class: 'search-button', type: 'button', 'aria-label': name, title: name });
  made.textContent = face;
  made.addEventListener('click', onPress);
  return made;
}

function check(name: string, face: string, isOn: boolean): { readonly label: HTMLLabelElement; readonly input: HTMLInputElement } {
  const label = element('label', { class: 'search-check', title: name });
  const input = element('input', { type: 'checkbox', 'aria-label': name });
  input.checked = isOn;
  const text = element('span', { 'aria-hidden': 'true' });
  text.textContent = face;
  label.append(input, text);
  return { label, input };
}
