// shell/live.js with peers that only write down what they are given: addresses that mean something outside of
// the local network are neither told to others nor taken from them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { webcrypto } from 'node:crypto';

const read = (name) => readFileSync(new URL(`../../shell/${name}`, import.meta.url), 'utf8');
const NAME = '0c6e52b2-7f1b-4a51-9d0e-5d3b8f0f6f0a.local';
const NEAR = [
  NAME,
  'printer.local',
  '10.0.0.7',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.178.20',
  '169.254.3.4',
  '127.0.0.1',
  'fd12:3456:789a::1',
  'fc00::1',
  'fe80::a1b2',
  'febf::1',
  '::1',
];
const FAR = [
  '203.0.113.7',
  '8.8.8.8',
  '100.64.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '192.169.0.1',
  '169.253.0.1',
  '11.0.0.1',
  '0.0.0.0',
  '10.1',
  '010.0.0.1',
  '10.0.0.256',
  '0x0a.0.0.1',
  '167772161',
  '2001:db8::1',
  '::ffff:10.0.0.1',
  'fc00.example.org',
  'fe00::1',
  'fec0::1',
  '::',
  '::2',
  'turn.example.org',
  'local',
  'a.b.local',
  'x.local.example.org',
  '.local',
];

const sdp_with = (addresses) =>
  [
    'v=0',
    'a=ice-ufrag:user',
    'a=ice-pwd:passwordpasswordpassword',
    `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`,
    ...addresses.map((address, at) => `a=candidate:${at} 1 udp 2113937151 ${address} 50000 typ host generation 0`),
    '',
  ].join('\r\n');

// A page's module, and what its peers were given.
const load = (own_addresses) => {
  const given = [];
  class Peer {
    iceGatheringState = 'complete';
    localDescription = { sdp: sdp_with(own_addresses) };
    createDataChannel() {
      return {};
    }
    async setLocalDescription() {}
    async setRemoteDescription({ sdp }) {
      given.push(sdp);
    }
    close() {}
  }
  const context = createContext({
    TextEncoder,
    TextDecoder,
    crypto: webcrypto,
    atob,
    btoa,
    Uint8Array,
    setTimeout,
    HEAPU8: new Uint8Array(8),
    Peer,
  });
  const touchstone = runInContext(
    `${read('base.js')}\ntouchstone.guard = { Peer };\n${read('live.js')}\ntouchstone`,
    context,
  );
  const ask =
    (name) =>
    (...parameters) =>
      new Promise((answered) => {
        touchstone.reply = (token, code, text) => answered({ code, text });
        touchstone.live[name](1, ...parameters);
      });
  return { given, request: ask('request'), answer: ask('answer'), accept: ask('accept') };
};

const written = (mark, it) => mark + Buffer.from(JSON.stringify(it)).toString('base64url');
const read_back = (text) => JSON.parse(Buffer.from(text.slice(4), 'base64url').toString('utf8'));
const invitation = (id, addresses) => [
  id,
  'user',
  'passwordpasswordpassword',
  Array(32).fill('AB').join(':'),
  addresses.map((address) => ['2113937151', address, '50000']),
];
const REFUSED = /^An invitation names the address .*, which is not of a local network: nothing was connected\./;

describe('an invitation', () => {
  test('names stand-ins, private and link-local addresses of this machine, and no others', async () => {
    const { text } = await load([...FAR, ...NEAR]).request();
    assert.deepEqual(
      read_back(text)[4].map(([, address]) => address),
      NEAR,
    );
  });

  test('is not made where this machine has other addresses only', async () => {
    const { code, text } = await load(['203.0.113.7']).request();
    assert.equal(code, -1);
    assert.match(text, /found no local network/);
  });

  for (const address of NEAR) {
    test(`to ${address} is taken`, async () => {
      const page = load([NAME]);
      assert.equal((await page.answer(written('TR1.', invitation('a', [address])))).code, 1);
      assert.ok(page.given[0].includes(` ${address} 50000 typ host`));
    });
  }

  for (const address of FAR) {
    test(`to ${address} is refused, asked or answered, wherever it stands`, async () => {
      const facilitator = load([NAME]);
      const asked = await facilitator.answer(
        `${written('TR1.', invitation('a', [NAME]))} ${written('TR1.', invitation('b', [NAME, address]))}`,
      );
      assert.equal(asked.code, -1);
      assert.match(asked.text, REFUSED);
      assert.deepEqual(facilitator.given, []);
      const participant = load([NAME]);
      const [id] = read_back((await participant.request()).text);
      const answered = await participant.accept(written('TA1.', [invitation(id, [NAME, address])]));
      assert.equal(answered.code, -1);
      assert.match(answered.text, REFUSED);
      assert.deepEqual(participant.given, []);
    });
  }
});
