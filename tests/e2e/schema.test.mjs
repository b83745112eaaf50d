// docs/audit.schema.json is a JSON Schema, the samples fit it, and broken documents do not. (That it
// says what the reader's tables say is tested in tests/core/test_audit_schema.cpp.)
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import Ajv2020 from 'ajv/dist/2020.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const schema = read('docs', 'audit.schema.json');
// Days that do not exist are for the reader to find; the schema checks the shape.
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, validateFormats: false });
const validate = ajv.compile(schema);
const bare = { format: 'touchstone-audit', version: 1 };

const documents = ['samples', 'templates'].flatMap((folder) => {
  try {
    return readdirSync(join(root, 'assets', folder))
      .filter((name) => name.endsWith('.json'))
      .map((name) => join('assets', folder, name));
  } catch {
    return []; // no such folder
  }
});

test('there are samples to validate', () => assert.ok(documents.length >= 3));

for (const document of documents) {
  test(`${document} fits the schema`, () => {
    const fits = validate(read(document));
    assert.ok(fits, JSON.stringify(validate.errors, null, 1));
  });
}

test('an audit with nothing in it fits the schema', () => assert.ok(validate(bare)));

test('unknown keys fit the schema', () => {
  assert.ok(validate({ ...bare, mood: 'good', stages: [{ id: 's', colour: 7 }] }));
});

const broken = {
  'a missing version': { format: 'touchstone-audit' },
  'another format': { format: 'touchstone-scores', version: 1 },
  'a missing id': { ...bare, stages: [{ name: 's' }] },
  'an empty id': { ...bare, stages: [{ id: '' }] },
  'null in a list': { ...bare, channels: [null] },
  'an unknown word': { ...bare, stages: [{ id: 's', phase: 'later' }] },
  'a negative volume': { ...bare, touchpoints: [{ id: 'a', volume: -1 }] },
  'a rating of 5': { ...bare, ratings: [{ rater: 'r', touchpoint: 'a', factor: 'speed', score: 5 }] },
  'a date in another order': { ...bare, as_of: '22.11.2026' },
  'a text for a number': { ...bare, fixes: [{ id: 'f', effort: '3' }] },
};
for (const [name, document] of Object.entries(broken)) {
  test(`${name} does not fit the schema`, () => assert.equal(validate(document), false));
}
