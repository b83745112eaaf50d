// The page written by itself, with an audit inside. It is put together from its pieces: the document as
// it stands holds what the program, and the browser's extensions, have added since.
touchstone.copy = (() => {
  const block = (name) => document.getElementById(name);
  // In JSON these signs stand in strings only, where they may be written so.
  const escaped = (json) =>
    json.replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

  return {
    // The text of a file with the JSON text `audit` ('': none). `form`: '' or 'read-only'. The served
    // page's copy is a single file, too: the policy loses what a worker and a manifest need.
    whole(audit, form) {
      const parts = {
        policy: document.querySelector('[http-equiv]').content.replace(/trusted-types \w.*/, "trusted-types 'none'"),
        icon: document.querySelector('[rel=icon]').getAttribute('href'),
        style: block('style').textContent,
        audit: escaped(audit),
        form: form === 'read-only' ? form : '',
        program: block('program').textContent,
        script: block('script').textContent,
      };
      return touchstone_template.replace(/\{\{(\w+)\}\}/g, (whole, name) => parts[name]);
    },
    form: () => block('audit').dataset.form,
  };
})();
