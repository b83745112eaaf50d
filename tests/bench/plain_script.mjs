// The friction of an audit in plain JavaScript over typed arrays: from values and ratings to
// touchpoints, ranks and the journey, and what one edit changes. No rules, groups or hand-offs.
import { overall, reach_by_importance } from './flat_audit.mjs';

const ignorance = 10000 / 12;

function friction_of(metric, value) {
  const judged = metric.complement ? 1 - value : value;
  const { anchors } = metric;
  const last = anchors.length - 1;
  if (judged <= anchors[0][0]) return anchors[0][1];
  if (judged >= anchors[last][0]) return anchors[last][1];
  let next = 1;
  while (anchors[next][0] <= judged) ++next;
  const [from, from_friction] = anchors[next - 1];
  const [to, to_friction] = anchors[next];
  const share = metric.log
    ? (Math.log(judged) - Math.log(from)) / (Math.log(to) - Math.log(from))
    : (judged - from) / (to - from);
  return from_friction + share * (to_friction - from_friction);
}

export class PlainScript {
  constructor(flat, model) {
    const factors = model.factors.length;
    this.flat = flat;
    this.model = model;
    for (const name of [
      'friction',
      'low',
      'high',
      'bound_low',
      'bound_high',
      'coverage',
      'independent',
      'shared',
      'reach',
      'share',
    ])
      this[name] = new Float64Array(flat.size);
    this.x = new Float64Array(flat.size * factors);
    this.rho = new Float64Array(flat.size * factors);
    this.rank = new Uint32Array(flat.size);
    this.order = new Uint32Array(flat.size);
    // Of one touchpoint's factors: sums of 1/variance and y/variance, items.
    this.weights = new Float64Array(factors);
    this.means = new Float64Array(factors);
    this.counts = new Uint32Array(factors);
    // Of its items.
    this.item_y = new Float64Array(64);
    this.item_variance = new Float64Array(64);
    this.item_factor = new Uint8Array(64);
    this.evaluate();
  }

  evaluate() {
    this.count_agreement();
    this.read_agreement();
    for (let t = 0; t < this.flat.size; ++t) this.score_touchpoint(t);
    this.weigh_reach();
    this.score_journey();
    for (let t = 0; t < this.flat.size; ++t) this.order[t] = t;
    this.order.sort((a, b) => this.before(a, b));
    this.number_ranks();
  }

  edit_measure(m, touchpoint, value) {
    this.flat.measures.value[m] = value;
    this.redo([touchpoint]);
  }

  edit_rating(r, group, score) {
    this.count_unit(group, -1);
    this.flat.ratings.score[r] = score;
    this.count_unit(group, 1);
    const { ratings, size } = this.flat;
    if (!this.read_agreement()) return this.redo([ratings.touchpoint[group]]);
    const rated = [];
    for (let t = 0; t < size; ++t) if (ratings.start[t + 1] > ratings.start[t]) rated.push(t);
    this.redo(rated);
  }

  redo(touchpoints) {
    for (const t of touchpoints) {
      if (touchpoints.length === 1) this.order.copyWithin(this.order.indexOf(t), this.order.indexOf(t) + 1);
      this.score_touchpoint(t);
    }
    if (touchpoints.length === 1) {
      let low = 0;
      let high = this.flat.size - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.before(this.order[middle], touchpoints[0]) < 0) low = middle + 1;
        else high = middle;
      }
      this.order.copyWithin(low + 1, low, this.flat.size - 1);
      this.order[low] = touchpoints[0];
    } else {
      this.order.sort((a, b) => this.before(a, b));
    }
    this.score_journey();
    this.number_ranks();
  }

  // 95 % interval of measure m, in its unit; in this.low_end and this.high_end.
  find_interval(m, metric, value) {
    const { measures } = this.flat;
    const { numbers, quantiles } = this.model;
    const z = numbers.measure_z;
    const n = measures.n[m];
    let low;
    let high;
    if (!Number.isNaN(measures.low[m])) {
      low = measures.low[m];
      high = measures.high[m];
    } else if (metric.interval === 'proportion') {
      const people = Number.isNaN(n) ? numbers.unknown_n_proportion : n;
      const successes = Number.isNaN(measures.successes[m]) ? Math.round(value * people) : measures.successes[m];
      const p = (successes + (z * z) / 2) / (people + z * z);
      const half = z * Math.sqrt((p * (1 - p)) / (people + z * z));
      low = p - half;
      high = p + half;
    } else if (metric.interval === 'mean') {
      const people = Math.max(2, Number.isNaN(n) ? numbers.unknown_n_mean : n);
      const sd = Number.isNaN(measures.sd[m]) ? metric.default_sd : measures.sd[m];
      const half = (quantiles.t[people] * sd) / Math.sqrt(people);
      low = value - half;
      high = value + half;
    } else if (metric.interval === 'logmean' || metric.interval === 'median') {
      let log_sd = metric.default_log_sd;
      if (!Number.isNaN(measures.log_sd[m])) log_sd = measures.log_sd[m];
      else if (!Number.isNaN(measures.sd[m])) log_sd = Math.sqrt(Math.log1p((measures.sd[m] / value) ** 2));
      const median = metric.interval === 'median';
      const unknown = median ? numbers.unknown_n_median : numbers.unknown_n_mean;
      const people = Math.max(median ? 1 : 2, Number.isNaN(n) ? unknown : n);
      const half = ((median ? z * 1.2533 : quantiles.t[people]) * log_sd) / Math.sqrt(people);
      low = value === 0 ? 0 : value * Math.exp(-half);
      high = value === 0 ? 0 : value * Math.exp(half);
    } else if (metric.interval === 'count') {
      const people = Number.isNaN(n) ? numbers.unknown_n_count : n;
      const events = Math.round(value * people);
      low = quantiles.poisson_low[events] / people;
      high = quantiles.poisson_high[events] / people;
    } else {
      const people = Number.isNaN(n) ? numbers.unknown_n_nps : n;
      const promoters = measures.promoters[m];
      const detractors = measures.detractors[m];
      const both = !Number.isNaN(promoters) && !Number.isNaN(detractors);
      const p = (promoters + 0.75) / (people + 3);
      const d = (detractors + 0.75) / (people + 3);
      const centre = both ? (100 * (promoters - detractors)) / (people + 3) : value;
      const half = 100 * z * Math.sqrt((both ? p + d - (p - d) ** 2 : 0.75) / (people + 3));
      low = centre - half;
      high = centre + half;
    }
    this.low_end = Math.min(Math.max(low, metric.low), metric.high);
    this.high_end = Math.min(Math.max(high, metric.low), metric.high);
  }

  judged(m, metric, value) {
    const { baseline, target } = this.flat.measures;
    if (Number.isNaN(baseline[m]) || Number.isNaN(target[m])) return friction_of(metric, value);
    return Math.min(100, Math.max(0, 25 + (25 * (value - target[m])) / (baseline[m] - target[m])));
  }

  freshness(age, half_life) {
    return 2 ** -Math.min(age / half_life, this.model.numbers.age_floor_exponent);
  }

  add_item(item, factor, y, variance) {
    this.item_factor[item] = factor;
    this.item_y[item] = y;
    this.item_variance[item] = variance;
    this.weights[factor] += 1 / variance;
    this.means[factor] += y / variance;
    ++this.counts[factor];
  }

  add_measure(item, m) {
    const { measures } = this.flat;
    const metric = this.model.metrics[measures.metric[m]];
    let value = measures.value[m];
    if (Number.isNaN(value) && metric.interval === 'nps')
      value = (100 * (measures.promoters[m] - measures.detractors[m])) / measures.n[m];
    else if (Number.isNaN(value)) value = measures.successes[m] / measures.n[m];
    this.find_interval(m, metric, value);
    const y = this.judged(m, metric, value);
    const width = Math.abs(this.judged(m, metric, this.high_end) - this.judged(m, metric, this.low_end));
    const sigma = Math.max(this.model.numbers.sigma_floor, width / 3.92);
    const s = this.freshness(measures.age[m], metric.cadence);
    this.add_item(item, measures.factor[m], y, (sigma * sigma) / (measures.v[m] * s));
  }

  // Mean and variance of a group of ratings, in this.pooled_y and this.pooled_variance.
  pool_ratings(group) {
    const { ratings } = this.flat;
    const { numbers } = this.model;
    let sum = 0;
    let squares = 0;
    for (let r = ratings.first[group]; r < ratings.first[group + 1]; ++r) {
      sum += ratings.score[r];
      squares += ratings.score[r] ** 2;
    }
    const m = ratings.first[group + 1] - ratings.first[group];
    let sigma = numbers.single_rating_sigma;
    if (m > 1)
      sigma =
        (25 * Math.max(Math.sqrt((m * squares - sum * sum) / (m * (m - 1))), numbers.rating_sd_floor)) / Math.sqrt(m);
    const v = ratings.factor[group] === overall ? this.model.overall_vote : this.model.kinds.rating;
    this.pooled_y = (25 * sum) / m;
    this.pooled_variance =
      ((sigma * sigma) / (v * this.freshness(ratings.age[group], numbers.rating_half_life_days))) * this.agreement;
  }

  score_touchpoint(t) {
    const { measures, ratings, applicable } = this.flat;
    const { factors, numbers } = this.model;
    this.weights.fill(0);
    this.means.fill(0);
    this.counts.fill(0);
    let items = 0;
    let has_overall = false;
    for (let m = measures.start[t]; m < measures.start[t + 1]; ++m) this.add_measure(items++, m);
    for (let group = ratings.start[t]; group < ratings.start[t + 1]; ++group) {
      this.pool_ratings(group);
      has_overall = ratings.factor[group] === overall;
      if (!has_overall) this.add_item(items++, ratings.factor[group], this.pooled_y, this.pooled_variance);
    }

    let weight_sum = 0;
    for (let k = 0; k < factors.length; ++k) if ((applicable[t] >> k) & 1) weight_sum += factors[k].weight;
    let square = 0;
    let known = 0;
    let unknown_weight = 0;
    let coverage = 0;
    const row = t * factors.length;
    for (let k = 0; k < factors.length; ++k) {
      if (!((applicable[t] >> k) & 1)) continue;
      let mean = has_overall ? this.pooled_y : NaN;
      let variance = this.pooled_variance;
      if (this.counts[k] > 0) {
        mean = this.means[k] / this.weights[k];
        variance = 1 / this.weights[k];
        let q = 0;
        for (let i = 0; i < items; ++i)
          if (this.item_factor[i] === k) q += (this.item_y[i] - mean) ** 2 / this.item_variance[i];
        const df = this.counts[k] - 1;
        if (q > df && df > 0) variance *= q / df;
      }
      const seen = !Number.isNaN(mean);
      const rho = seen ? ignorance / (ignorance + variance) : 0;
      const x = seen ? 50 + rho * (mean - 50) : 50;
      this.x[row + k] = x;
      this.rho[row + k] = rho;
      const weight = factors[k].weight / weight_sum;
      square += weight * x * x;
      if (seen) known += weight * x * x;
      else unknown_weight += weight;
      coverage += weight * rho;
    }
    const friction = Math.sqrt(square);
    let independent = 0;
    let shared = 0;
    for (let k = 0; k < factors.length && friction > 0; ++k) {
      if (!((applicable[t] >> k) & 1)) continue;
      const slope = ((factors[k].weight / weight_sum) * this.x[row + k]) / friction;
      const variance = ignorance * (1 - this.rho[row + k]);
      if (this.counts[k] > 0) independent += slope * slope * variance;
      else shared += slope * Math.sqrt(variance);
    }
    const half = numbers.interval_z * (Math.sqrt(independent) + shared);
    this.friction[t] = friction;
    this.low[t] = Math.max(0, friction - half);
    this.high[t] = Math.min(100, friction + half);
    this.bound_low[t] = Math.sqrt(known);
    this.bound_high[t] = Math.min(100, Math.sqrt(known + unknown_weight * 10000));
    this.coverage[t] = coverage;
    this.independent[t] = Math.sqrt(independent);
    this.shared[t] = shared;
  }

  // How often scores c and k stand in one unit, each unit by its number of ratings less one.
  count_agreement() {
    this.pairs = new Float64Array(4 * 25);
    this.totals = new Float64Array(5);
    for (let group = 0; group < this.flat.ratings.touchpoint.length; ++group) this.count_unit(group, 1);
  }

  count_unit(group, sign) {
    const { first, score } = this.flat.ratings;
    const m = first[group + 1] - first[group];
    if (m < 2) return;
    if (25 * m > this.pairs.length) {
      const longer = new Float64Array(25 * m);
      longer.set(this.pairs);
      this.pairs = longer;
    }
    for (let a = first[group]; a < first[group + 1]; ++a) {
      this.totals[score[a]] += sign;
      for (let b = a + 1; b < first[group + 1]; ++b)
        this.pairs[25 * (m - 1) + 5 * Math.min(score[a], score[b]) + Math.max(score[a], score[b])] += sign;
    }
  }

  // Krippendorff's ordinal alpha and what it does to ratings; true if that has changed.
  read_agreement() {
    const { totals, pairs } = this;
    const { alpha_rely, alpha_tentative, alpha_variance_factor } = this.model.numbers;
    const middle = new Float64Array(5);
    let sum = 0;
    for (let c = 0; c < 5; ++c) {
      middle[c] = sum + totals[c] / 2;
      sum += totals[c];
    }
    let observed = 0;
    let expected = 0;
    for (let c = 0; c < 5; ++c) {
      for (let k = c + 1; k < 5; ++k) {
        const distance = (middle[k] - middle[c]) ** 2;
        expected += totals[c] * totals[k] * distance;
        for (let less = 1; 25 * less < pairs.length; ++less)
          observed += (pairs[25 * less + 5 * c + k] * distance) / less;
      }
    }
    this.alpha = expected > 0 ? 1 - ((sum - 1) * observed) / expected : NaN;
    const before = this.agreement;
    const share = Math.min(1, Math.max(0, (alpha_rely - this.alpha) / (alpha_rely - alpha_tentative)));
    this.agreement = expected > 0 ? 1 + share * (alpha_variance_factor - 1) : 1;
    return this.agreement !== before;
  }

  weigh_reach() {
    const weights = reach_by_importance(this.flat);
    let sum = 0;
    for (const weight of weights) sum += weight;
    for (let t = 0; t < weights.length; ++t) this.reach[t] = weights[t] / sum;
  }

  score_journey() {
    const { size } = this.flat;
    const z = this.model.numbers.interval_z;
    let power = 0;
    for (let t = 0; t < size; ++t) power += this.reach[t] * this.friction[t] ** 2 * this.friction[t] ** 2;
    const journey = Math.sqrt(Math.sqrt(power));
    let independent = 0;
    let shared = 0;
    for (let t = 0; t < size; ++t) {
      const ratio = this.friction[t] / journey;
      const g = this.reach[t] * ratio * ratio * ratio;
      independent += (g * this.independent[t]) ** 2;
      shared += g * this.shared[t];
      this.share[t] = g * ratio;
    }
    const half = z * (Math.sqrt(independent) + shared);
    this.journey = { friction: journey, low: Math.max(0, journey - half), high: Math.min(100, journey + half) };
  }

  before(a, b) {
    const least = this.model.numbers.coverage_insufficient;
    const last = this.coverage[a] < least;
    if (last !== this.coverage[b] < least) return last ? 1 : -1;
    if (last && this.high[a] !== this.high[b]) return this.high[b] - this.high[a];
    if (this.friction[a] !== this.friction[b]) return this.friction[b] - this.friction[a];
    return this.by_id(a, b);
  }

  by_id(a, b) {
    return this.flat.place_of_id[a] - this.flat.place_of_id[b];
  }

  // Sorts each run of `ranked` whose numbers lie within 1e-9 of the run's first.
  settle_ties(ranked, numbers, settle) {
    for (let begin = 0; begin < ranked.length;) {
      let end = begin + 1;
      while (end < ranked.length && numbers[ranked[begin]] - numbers[ranked[end]] <= 1e-9) ++end;
      if (end - begin > 1) settle(ranked.subarray(begin, end));
      begin = end;
    }
  }

  number_ranks() {
    const ranked = this.order.slice();
    const by_id = (run) => run.sort((a, b) => this.by_id(a, b));
    let known = 0;
    while (known < ranked.length && this.coverage[ranked[known]] >= this.model.numbers.coverage_insufficient) ++known;
    this.settle_ties(ranked.subarray(0, known), this.friction, by_id);
    this.settle_ties(ranked.subarray(known), this.high, (run) => {
      run.sort((a, b) => this.friction[b] - this.friction[a]);
      this.settle_ties(run, this.friction, by_id);
    });
    for (let place = 0; place < ranked.length; ++place) this.rank[ranked[place]] = place + 1;
  }
}
