// Runs in the page under test: finds elements by role and name as assistive technology would
// (Testing Library), and does to them what no driver does. remote_page.mjs puts it there.
globalThis.touchstone_test = (() => {
  const { queryAllByRole, queryAllByText, configure } = globalThis.TestingLibraryDom;
  configure({ defaultHidden: false });

  const plain = (text) => text.replace(/\s+/g, ' ').trim();

  // A pattern as it came over the wire: {source, flags}, or text that has to be part of it, in any case.
  const fits = (pattern, exact) => {
    if (pattern === undefined) return undefined;
    if (typeof pattern === 'object') {
      const expression = new RegExp(pattern.source, pattern.flags);
      return (text) => expression.test(plain(text));
    }
    if (exact) return (text) => plain(text) === plain(pattern);
    return (text) => plain(text).toLowerCase().includes(plain(pattern).toLowerCase());
  };

  const steps_by_kind = {
    role: (roots, { role, name, exact, ...states }) =>
      roots.flatMap((root) => queryAllByRole(root, role, { ...states, name: fits(name, exact) })),
    text: (roots, { text, exact }) => {
      const matches = fits(text, exact);
      const found = roots.flatMap((root) => queryAllByText(root, (content, element) => matches(element.textContent)));
      return found.filter((element) => !found.some((other) => other !== element && element.contains(other)));
    },
    filter: (elements, { hasText }) => {
      const matches = fits(hasText);
      return elements.filter((element) => matches(element.textContent));
    },
    nth: (elements, { nth }) => elements.slice(nth < 0 ? elements.length + nth : nth).slice(0, 1),
  };

  const find = (steps) => {
    const found = steps.reduce((elements, step) => steps_by_kind[step.kind](elements, step), [document.body]);
    return [...new Set(found)];
  };

  const box = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  };

  const is_shown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };

  // Replaces a field's text as a person does who selects all and types; a slider gets the value.
  const fill = (element, text) => {
    if (element.type === 'range') {
      element.value = text;
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
      element.dispatchEvent(new Event('change', { bubbles: true }));
      return;
    }
    element.focus();
    element.select();
    if (text === '') document.execCommand('delete');
    else document.execCommand('insertText', false, text);
  };

  // What a driver does not tell: the inputs by which the page asks for files, the files it offers.
  const asked = [];
  const offered = [];
  const click_input = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function click() {
    if (this.type === 'file') asked.push(this);
    else click_input.call(this);
  };
  const give_file = (name, base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const carrier = new DataTransfer();
    carrier.items.add(new File([bytes], name));
    const input = asked.shift();
    input.files = carrier.files;
    input.dispatchEvent(new Event('change'));
  };
  const blobs = new Map();
  const create_address = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    const address = create_address(blob);
    blobs.set(address, blob);
    return address;
  };
  const click_link = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function click() {
    if (this.download) offered.push({ name: this.download, blob: blobs.get(this.href) });
    else click_link.call(this);
  };
  const take_offered = async () => {
    const { name, blob } = offered.shift();
    return { name, text: await blob.text() };
  };

  return { find, box, is_shown, fill, asked, give_file, offered, take_offered };
})();
