// Touchstone's sign as addresses that hold their picture: SVG and, for systems that install a page, PNG.
import { deflateSync } from 'node:zlib';

// On a field of 16 by 16.
const GROUND = '1b2330';
const INK = 'ebc65a';
const CORNER = 4;
const WIDTH = 1.6;
const LINE = [
  [3, 11.5],
  [6.5, 5],
  [9, 9],
  [10.5, 6.5],
  [13, 11.5],
];

const SVG =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="${CORNER}" fill="#${GROUND}"/>` +
  `<path d="M${LINE.join(' ')}" fill="none" stroke="#${INK}" stroke-width="${WIDTH}" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

export const ICON = `data:image/svg+xml,${SVG.replace(/[<>"#]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;

const beyond_ground = (x, y) => {
  const [across, down] = [x, y].map((at) => Math.max(0, Math.abs(at - 8) - (8 - CORNER)));
  return Math.hypot(across, down) - CORNER;
};

const beyond_line = (x, y) =>
  Math.min(
    ...LINE.slice(1).map(([bx, by], i) => {
      const [ax, ay] = LINE[i];
      const [dx, dy] = [bx - ax, by - ay];
      const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
      return Math.hypot(x - ax - along * dx, y - ay - along * dy);
    }),
  ) -
  WIDTH / 2;

const crc_of = (bytes) => {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};

const chunk = (name, bytes) => {
  const named = Buffer.concat([Buffer.from(name), bytes]);
  const [size, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(bytes.length);
  crc.writeUInt32BE(crc_of(named));
  return Buffer.concat([size, named, crc]);
};

export const icon_png = (size) => {
  const [ground, ink] = [GROUND, INK].map((colour) => Buffer.from(colour, 'hex'));
  // How much of a pixel is covered, by the distance of its middle from the edge.
  const covered = (distance) => Math.min(1, Math.max(0, 0.5 - (distance * size) / 16));
  const rows = Buffer.alloc(size * (1 + 4 * size)); // each begins with 0: no filter
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const [x, y] = [column, row].map((at) => ((at + 0.5) * 16) / size);
      const at = row * (1 + 4 * size) + 1 + 4 * column;
      const inked = covered(beyond_line(x, y));
      for (let i = 0; i < 3; i += 1) rows[at + i] = Math.round(ground[i] + inked * (ink[i] - ground[i]));
      rows[at + 3] = Math.round(255 * covered(beyond_ground(x, y)));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8); // eight bits of red, green, blue and alpha each
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ];
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
  return `data:image/png;base64,${png.toString('base64')}`;
};
