// A screen without a monitor for browsers that want a window: Xvfb, started once for a process.
import { spawn } from 'node:child_process';

let started;

const start = () =>
  new Promise((ready, failed) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2400x1600x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    server.on('error', failed);
    server.on('exit', (code) => failed(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3].once('data', (number) => {
      // From here on it keeps no process waiting.
      server.unref();
      server.stdio[3].unref();
      ready(`:${String(number).trim()}`);
    });
    process.on('exit', () => server.kill());
  });

// The DISPLAY to give to a browser.
export const display = () => {
  started ??= start();
  return started;
};
