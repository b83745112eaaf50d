// The served form starts without its server: a service worker keeps its files. The single file, also
// where a server offers it, has no manifest and registers nothing.
touchstone.offline = (() => {
  const tell = () => touchstone.page.notice('A new version of Touchstone is ready. It is used from the next start on.');

  const watch = (registration) => {
    const worker = registration.installing;
    if (worker)
      worker.onstatechange = () => {
        if (worker.state === 'installed' && registration.active) tell();
      };
  };

  const address = () => {
    const name = 'service-worker.js';
    return globalThis.trustedTypes
      ? trustedTypes.createPolicy('touchstone', { createScriptURL: () => name }).createScriptURL('')
      : name;
  };

  return {
    async start() {
      if (
        !navigator.serviceWorker ||
        !location.protocol.startsWith('http') ||
        !document.querySelector('[rel=manifest]')
      )
        return;
      try {
        const registration = await navigator.serviceWorker.register(address(), { updateViaCache: 'none' });
        if (registration.waiting) tell();
        watch(registration);
        registration.onupdatefound = () => watch(registration);
        // Not every browser looks for a new version at each start by itself.
        if (registration.active) await registration.update();
      } catch {
        // Without a worker the program starts only while its server answers, and without a server there is no
        // new version: neither concerns this page.
      }
    },
  };
})();
