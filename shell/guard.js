// Closes by script what a policy cannot: the page never navigates away by itself, opens no window, and
// makes no peer connection unless somebody joins a live workshop. (What is left open is said in docs/architecture.md.)
touchstone.guard = (() => {
  // For workshops alone (live.js).
  const Peer = globalThis.RTCPeerConnection;
  const is_ours = (url) => {
    const to = new URL(url, location.href);
    return (
      to.protocol === 'blob:' ||
      (to.origin === location.origin && to.pathname === location.pathname && to.search === location.search)
    );
  };
  return {
    Peer,
    start() {
      if (globalThis.navigation) {
        navigation.addEventListener('navigate', (event) => {
          // Reloading and leaving by the user's hand (address bar, back) are not interceptable and stay.
          if (
            event.cancelable &&
            !event.hashChange &&
            event.navigationType !== 'reload' &&
            !event.userInitiated &&
            event.downloadRequest === null &&
            !is_ours(event.destination.url)
          )
            event.preventDefault();
        });
      }
      globalThis.open = () => null;
      for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
        if (name in globalThis) delete globalThis[name];
      }
    },
  };
})();
