// Browser to browser without a server: WebRTC data channels, invited by text that people paste into their
// meeting's chat. A request (TR1.) is one participant's; the answer (TA1.) is one text for all of them.
// Candidates are of this machine alone: no STUN, no TURN, so it connects within one network only. Addresses that
// mean something elsewhere are neither told to others nor taken from them.
touchstone.live = (() => {
  const REQUEST = 'TR1.';
  const ANSWER = 'TA1.';
  const PATIENCE = 3000; // ms to find this machine's addresses
  const MOST = 64; // requests in one text

  const { to_letters, from_letters } = touchstone;
  const links = new Map(); // number -> {id, peer, channel}
  let numbers = 0;

  const tell = (kind, number, text = '') => touchstone.lend(text, (p, n) => _ts_peer(kind, number, p, n));
  const JOINED = 0;
  const LEFT = 1;
  const MESSAGE = 2;

  const drop = (number) => {
    const link = links.get(number);
    if (!link) return;
    links.delete(number);
    link.peer.close();
    if (link.joined) tell(LEFT, number);
  };

  const listen = (number, channel) => {
    const link = links.get(number);
    link.channel = channel;
    channel.onopen = () => {
      link.joined = true;
      tell(JOINED, number);
    };
    channel.onmessage = (event) => {
      if (typeof event.data === 'string' && event.data.length < 65536) tell(MESSAGE, number, event.data);
    };
    channel.onclose = () => drop(number);
  };

  const begin = (id) => {
    const Peer = touchstone.guard.Peer;
    if (!Peer) throw new Error('This browser cannot connect to others: send your ballot as text or as a file.');
    const peer = new Peer({ iceServers: [] });
    numbers += 1;
    const number = numbers;
    links.set(number, { id, peer, channel: null, joined: false });
    peer.onconnectionstatechange = () => {
      if (['failed', 'closed'].includes(peer.connectionState)) drop(number);
    };
    return [number, peer];
  };

  const LOCAL_NAME = /^[\da-z-]{1,63}\.local$/i;
  const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
  // Unique local (fc00::/7), link-local (fe80::/10) and this machine.
  const NEAR_IPV6 = /^(?:f[cd][\da-f]{2}:[\da-f:]*|fe[89ab][\da-f]:[\da-f:]*|::1)$/i;

  // Names of this network (mDNS), private (RFC 1918), link-local and loopback addresses. Not 100.64.0.0/10, which a
  // provider's customers share.
  const is_near = (address) => {
    if (LOCAL_NAME.test(address) || NEAR_IPV6.test(address)) return true;
    const match = IPV4.exec(address);
    if (!match || match.slice(1).some((byte) => byte > 255)) return false;
    const a = Number(match[1]);
    const b = Number(match[2]);
    return (
      a === 10 || a === 127 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254)
    );
  };

  // What of a description differs from one to the next.
  const packed = async (id, peer) => {
    if (peer.iceGatheringState !== 'complete') {
      await new Promise((found) => {
        peer.onicegatheringstatechange = () => {
          if (peer.iceGatheringState === 'complete') found();
        };
        setTimeout(found, PATIENCE);
      });
    }
    const sdp = peer.localDescription.sdp;
    const field = (name) => (new RegExp(`a=${name}:(.*)\r\n`).exec(sdp) || ['', ''])[1];
    const candidates = [...sdp.matchAll(/a=candidate:\S+ 1 udp (\d+) (\S+) (\d+) typ host/gi)]
      .map(([, ...it]) => it)
      .filter(([, address]) => is_near(address));
    if (candidates.length === 0)
      throw new Error('This browser found no local network to connect by: send your ballot as text or as a file.');
    return [id, field('ice-ufrag'), field('ice-pwd'), field('fingerprint').split(' ')[1], candidates];
  };

  // Only what such a description is made of: everything else in the text is refused.
  const demand = (holds) => {
    if (!holds) throw new Error('An invitation is damaged: copy it again, as a whole.');
  };
  const demand_near = (address) => {
    if (!is_near(address))
      throw new Error(
        `An invitation names the address ${address}, which is not of a local network: nothing was connected. Ask for another invitation from whoever posted it, or take ballots as text.`,
      );
    return address;
  };
  const unpacked = (it, setup) => {
    demand(Array.isArray(it) && Array.isArray(it[4]) && it[4].every(Array.isArray));
    const [id, user, password, fingerprint, candidates] = it;
    const fits = (text, pattern) => {
      demand(typeof text === 'string' && pattern.test(text));
      return text;
    };
    fits(id, /^[\w-]{1,32}$/);
    const lines = candidates
      .slice(0, 8)
      .map(
        ([priority, address, port], at) =>
          `a=candidate:${at + 1} 1 udp ${fits(priority, /^\d{1,10}$/)} ${demand_near(fits(address, /^[\w.:-]{1,64}$/))} ${fits(port, /^\d{1,5}$/)} typ host`,
      );
    return [
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      't=0 0',
      'a=group:BUNDLE 0',
      'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
      'c=IN IP4 0.0.0.0',
      ...lines,
      `a=ice-ufrag:${fits(user, /^[\w+/]{4,64}$/)}`,
      `a=ice-pwd:${fits(password, /^[\w+/]{22,128}$/)}`,
      `a=fingerprint:sha-256 ${fits(fingerprint, /^[\dA-F:]{95}$/i)}`,
      `a=setup:${setup}`,
      'a=mid:0',
      'a=sctp-port:5000',
      'a=max-message-size:65536',
      '',
    ].join('\r\n');
  };

  const written = (mark, it) => mark + to_letters(touchstone.encoder.encode(JSON.stringify(it)));
  const found = (mark, text) => {
    const lines = text.match(new RegExp(`${mark.replace('.', '\\.')}[\\w-]+`, 'g')) || [];
    return [...new Set(lines)].map((line) => {
      try {
        return JSON.parse(touchstone.decoder.decode(from_letters(line.slice(mark.length))));
      } catch {
        return demand(false);
      }
    });
  };

  const answer = (token, work) =>
    work().then(
      (text) => touchstone.reply(token, 1, text),
      (error) => touchstone.reply(token, -1, touchstone.sentence(error)),
    );

  return {
    is_possible: () => Boolean(touchstone.guard.Peer),
    // A participant's: replaces the request before, if that was not answered.
    request: (token) =>
      answer(token, async () => {
        for (const [number, link] of [...links]) if (!link.joined) drop(number);
        const id = to_letters(crypto.getRandomValues(new Uint8Array(6)));
        const [number, peer] = begin(id);
        listen(number, peer.createDataChannel('workshop'));
        await peer.setLocalDescription();
        return written(REQUEST, await packed(id, peer));
      }),
    // The facilitator's: one answer for all requests in the text.
    answer: (token, text) =>
      answer(token, async () => {
        const requests = found(REQUEST, text).slice(0, MOST);
        if (requests.length === 0) throw new Error('There is no request in this text: it begins with TR1.');
        // All are looked at before the first is answered.
        const offers = requests.map((it) => [unpacked(it, 'actpass'), it[0]]);
        return written(
          ANSWER,
          await Promise.all(
            offers.map(async ([sdp, id]) => {
              const [number, peer] = begin(id);
              peer.ondatachannel = (event) => listen(number, event.channel);
              await peer.setRemoteDescription({ type: 'offer', sdp });
              await peer.setLocalDescription();
              return packed(id, peer);
            }),
          ),
        );
      }),
    // The participant's: finds its own among the answers.
    accept: (token, text) =>
      answer(token, async () => {
        const answers = found(ANSWER, text).flat();
        if (answers.length === 0) throw new Error('There is no answer in this text: it begins with TA1.');
        for (const link of links.values()) {
          const mine = answers.find((it) => Array.isArray(it) && it[0] === link.id);
          if (!mine || link.joined) continue;
          await link.peer.setRemoteDescription({ type: 'answer', sdp: unpacked(mine, 'active') });
          return '';
        }
        throw new Error('Your request is not among those answered: send it once more.');
      }),
    // To one, or to all (0).
    send: (number, text) => {
      for (const [at, { channel, joined }] of links)
        if (joined && (number === 0 || number === at) && channel.readyState === 'open') channel.send(text);
    },
    leave: () => {
      for (const number of [...links.keys()]) drop(number);
    },
  };
})();
