// An audit as typed arrays: what both JavaScript peers compute from. docs/engine.md has the formulas.
//
// Ids are resolved, ages counted, measures and ratings sorted by touchpoint and factor; nothing is
// computed yet. A missing number is NaN.

const day = 86400000;
export const overall = 255; // the factor of overall votes

// The model's rows with their keys, in the model's order.
const rows_of = (table) => Object.entries(table).map(([id, row]) => ({ id, ...row }));

export function read_model(json, quantiles) {
  const factors = rows_of(json.factors);
  const metrics = rows_of(json.metrics).map((row) => {
    const judged = row.judged_as ? json.metrics[row.judged_as] : row;
    return {
      ...row,
      anchors: judged.anchors,
      log: judged.log,
      complement: Boolean(row.judged_as),
      factor: factors.findIndex((factor) => factor.id === row.factor),
      low: row.unit.low ?? -Infinity,
      high: row.unit.high ?? Infinity,
    };
  });
  const numbers = {};
  for (const [name, row] of Object.entries(json.thresholds)) numbers[name] = row.value;
  const kinds = Object.fromEntries(Object.entries(json.quality.kinds).map(([id, row]) => [id, row.v]));
  const { overall_vote, unknown_n_factor } = json.quality;
  return { factors, metrics, numbers, kinds, overall_vote: overall_vote.v, unknown_n_factor, quantiles };
}

const applies = (factor, { discipline = 'both', level, not_applicable = [] }) =>
  (discipline === 'both' || discipline === factor.discipline) &&
  (!factor.level || factor.level === level) &&
  !not_applicable.includes(factor.id);

const age_of = (date, as_of) => (date && as_of ? Math.max(0, (Date.parse(as_of) - Date.parse(date)) / day) : 0);

// Typed arrays that share an index.
const columns = (count, names, Type = Float64Array) =>
  Object.fromEntries(names.map((name) => [name, new Type(count).fill(Type === Float64Array ? NaN : 0)]));

function flat_measures(audit, model, applicable) {
  const place_of = new Map(model.metrics.map((metric, place) => [metric.id, place]));
  const start = new Uint32Array(audit.touchpoints.length + 1);
  const kept = [];
  const place_in_touchpoint = [];
  audit.touchpoints.forEach((touchpoint, t) => {
    const own = [];
    (touchpoint.measures ?? []).forEach((measure, place) => {
      const metric = place_of.get(measure.metric);
      const { factor, interval } = model.metrics[metric];
      if (factor < 0 || !((applicable[t] >> factor) & 1)) return;
      const counts =
        measure.n !== undefined &&
        ((interval === 'proportion' && measure.successes !== undefined) ||
          (interval === 'nps' && measure.promoters !== undefined && measure.detractors !== undefined));
      if (measure.value !== undefined || counts) own.push({ measure, place, metric, factor });
    });
    own.sort((a, b) => a.factor - b.factor);
    kept.push(...own);
    start[t + 1] = kept.length;
  });
  const numbers = [
    'value',
    'n',
    'sd',
    'log_sd',
    'low',
    'high',
    'baseline',
    'target',
    'successes',
    'promoters',
    'detractors',
  ];
  const flat = {
    start,
    ...columns(kept.length, [...numbers, 'age', 'v']),
    ...columns(kept.length, ['metric', 'factor', 'place'], Uint8Array),
  };
  kept.forEach(({ measure, place, metric, factor }, m) => {
    for (const name of numbers) flat[name][m] = measure[name] ?? NaN;
    flat.metric[m] = metric;
    flat.factor[m] = factor;
    flat.place[m] = place;
    flat.age[m] = age_of(measure.date, audit.as_of);
    flat.v[m] =
      model.kinds[measure.kind ?? model.metrics[metric].kind] * (measure.n === undefined ? model.unknown_n_factor : 1);
  });
  return flat;
}

// Groups of ratings of one touchpoint and factor, each to be pooled.
function flat_ratings(audit, model, applicable) {
  const spectators = new Set(audit.raters.filter((rater) => rater.spectator).map((rater) => rater.id));
  const touchpoint_of = new Map(audit.touchpoints.map((touchpoint, t) => [touchpoint.id, t]));
  const factor_of = new Map(model.factors.map((factor, k) => [factor.id, k])).set('overall', overall);
  const groups = audit.touchpoints.map(() => new Map());
  audit.ratings.forEach((rating, place) => {
    if (spectators.has(rating.rater)) return;
    const t = touchpoint_of.get(rating.touchpoint);
    const factor = factor_of.get(rating.factor);
    if (factor !== overall && !((applicable[t] >> factor) & 1)) return;
    if (!groups[t].has(factor)) groups[t].set(factor, new Map());
    groups[t].get(factor).set(rating.rater, { rating, place });
  });
  const start = new Uint32Array(groups.length + 1);
  const sorted = [];
  groups.forEach((by_factor, t) => {
    for (const [factor, by_rater] of [...by_factor].sort((a, b) => a[0] - b[0])) {
      const own = [...by_rater.values()].filter(({ rating }) => rating.score !== undefined);
      if (own.length > 0) sorted.push({ t, factor, own });
    }
    start[t + 1] = sorted.length;
  });
  const count = sorted.reduce((sum, group) => sum + group.own.length, 0);
  const flat = {
    start,
    first: new Uint32Array(sorted.length + 1),
    touchpoint: new Uint32Array(sorted.length),
    factor: new Uint8Array(sorted.length),
    age: new Float64Array(sorted.length),
    score: new Int8Array(count),
    place: new Uint32Array(count),
  };
  let at = 0;
  sorted.forEach(({ t, factor, own }, g) => {
    flat.touchpoint[g] = t;
    flat.factor[g] = factor;
    const dates = own
      .map(({ rating }) => rating.date)
      .filter(Boolean)
      .sort();
    flat.age[g] = age_of(dates.at(-1), audit.as_of);
    for (const { rating, place } of own) {
      flat.score[at] = rating.score;
      flat.place[at] = place;
      ++at;
    }
    flat.first[g + 1] = at;
  });
  return flat;
}

export function flatten(audit, model) {
  const size = audit.touchpoints.length;
  const flat = { size, applicable: new Uint32Array(size), ...columns(size, ['volume', 'importance']) };
  audit.touchpoints.forEach((touchpoint, t) => {
    model.factors.forEach((factor, k) => (flat.applicable[t] |= applies(factor, touchpoint) << k));
    flat.volume[t] = touchpoint.volume ?? NaN;
    flat.importance[t] = touchpoint.importance ?? 3;
  });
  // Ties go by the id.
  flat.place_of_id = new Uint32Array(size);
  const ids = audit.touchpoints.map((touchpoint, t) => [touchpoint.id, t]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  ids.forEach(([, t], place) => (flat.place_of_id[t] = place));
  flat.measures = flat_measures(audit, model, flat.applicable);
  flat.ratings = flat_ratings(audit, model, flat.applicable);
  return flat;
}

// Reach x importance, not normalised; the median stands for an unknown volume.
export function reach_by_importance(flat) {
  const known = flat.volume.filter((volume) => !Number.isNaN(volume)).sort();
  if (known.length === 0 || known.at(-1) === 0) return flat.importance.slice();
  const half = known.length >> 1;
  const median = known.length % 2 ? known[half] : (known[half - 1] + known[half]) / 2;
  return flat.importance.map(
    (importance, t) =>
      (importance * (Number.isNaN(flat.volume[t]) ? median : flat.volume[t])) / Math.max(known.at(-1), median),
  );
}
