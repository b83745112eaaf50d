// The same friction as cells of HyperFormula. One sheet has a row for each factor of a touchpoint,
// its measures to the right; others a row for each pooled rating and each touchpoint. Formulas refer
// to exactly the cells they need and look alike from row to row, so that HyperFormula parses few of
// them; what is known beforehand (weights, ages, anchors, a factor nobody looked at) stands in cells
// as a number. Both favour the spreadsheet. t and Poisson quantiles are looked up, as the engine does.
import { HyperFormula } from 'hyperformula';
import { overall } from './flat_audit.mjs';

const ignorance = 10000 / 12;
const absent = Number.isNaN;

// Columns of a measure, from the first of its slot on.
const measure_columns = [
  'value',
  'n',
  'spread',
  'other',
  'centre',
  'half',
  'low',
  'high',
  'y',
  'y_low',
  'y_high',
  'sigma',
  'variance',
  'worth',
  'baseline',
  'target',
];
const first_slot = 13;

function letters(column) {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

// Sheets by name; each a list of rows.
class Cells {
  constructor(flat, model, ranks) {
    this.flat = flat;
    this.model = model;
    this.ranks = ranks;
    this.place_of_measure = new Map();
  }

  // Friction of the value in `cell`: straight lines between the metric's anchors, or its own.
  judged(cell, metric, at) {
    if (at.own) return `=MAX(0,MIN(100,25+25*(${cell}-${at.target})/(${at.baseline}-${at.target})))`;
    const value = metric.complement ? `(1-${cell})` : cell;
    const position = (anchor) => (metric.log ? Math.log(anchor[0]) : anchor[0]);
    const last = metric.anchors.length - 1;
    let formula = String(metric.anchors[last][1]);
    for (let i = last; i > 0; --i) {
      const [from, to] = [metric.anchors[i - 1], metric.anchors[i]];
      const line = `${from[1]}+(${metric.log ? `LN(${value})` : value}-(${position(from)}))/(${position(to) - position(from)})*(${to[1] - from[1]})`;
      formula = `IF(${value}<${to[0]},${line},${formula})`;
    }
    return `=IF(${value}<=${metric.anchors[0][0]},${metric.anchors[0][1]},${formula})`;
  }

  // The cells of measure m in `slot` of row r.
  measure_cells(m, r, slot) {
    const { measures } = this.flat;
    const { numbers } = this.model;
    const metric = this.model.metrics[measures.metric[m]];
    const z = numbers.measure_z;
    const at = Object.fromEntries(
      measure_columns.map((name, i) => [name, letters(first_slot + measure_columns.length * slot + i) + r]),
    );
    at.own = !absent(measures.baseline[m]) && !absent(measures.target[m]);
    const unknown = {
      proportion: numbers.unknown_n_proportion,
      count: numbers.unknown_n_count,
      median: numbers.unknown_n_median,
      nps: numbers.unknown_n_nps,
    };
    const n = absent(measures.n[m]) ? (unknown[metric.interval] ?? numbers.unknown_n_mean) : measures.n[m];
    const s = 2 ** -Math.min(measures.age[m] / metric.cadence, numbers.age_floor_exponent);
    const cells = {
      value: absent(measures.value[m]) ? `=100*(${at.spread}-${at.other})/${at.n}` : measures.value[m],
      n,
      worth: measures.v[m] * s,
      baseline: at.own ? measures.baseline[m] : null,
      target: at.own ? measures.target[m] : null,
    };
    const t = `INDEX(Q!$A$1:$A$${this.quantile_rows},${at.n}+1)`;
    let ends = [`${at.centre}-${at.half}`, `${at.centre}+${at.half}`];
    if (!absent(measures.low[m])) {
      ends = null;
      cells.low = measures.low[m];
      cells.high = measures.high[m];
    } else if (metric.interval === 'proportion') {
      cells.centre = `=(ROUND(${at.value}*${at.n},0)+${(z * z) / 2})/(${at.n}+${z * z})`;
      cells.half = `=${z}*SQRT(${at.centre}*(1-${at.centre})/(${at.n}+${z * z}))`;
    } else if (metric.interval === 'mean') {
      cells.n = Math.max(2, n);
      cells.spread = absent(measures.sd[m]) ? metric.default_sd : measures.sd[m];
      cells.centre = `=${at.value}`;
      cells.half = `=${t}*${at.spread}/SQRT(${at.n})`;
    } else if (metric.interval === 'logmean' || metric.interval === 'median') {
      if (metric.interval === 'logmean') cells.n = Math.max(2, n);
      cells.spread = absent(measures.log_sd[m]) ? metric.default_log_sd : measures.log_sd[m];
      if (absent(measures.log_sd[m]) && !absent(measures.sd[m])) {
        cells.other = measures.sd[m];
        cells.spread = `=SQRT(LN(1+(${at.other}/${at.value})^2))`;
      }
      cells.half = `=${metric.interval === 'median' ? z * 1.2533 : t}*${at.spread}/SQRT(${at.n})`;
      ends = [`${at.value}*EXP(-${at.half})`, `${at.value}*EXP(${at.half})`];
    } else if (metric.interval === 'count') {
      const events = (column) =>
        `INDEX(Q!$${column}$1:$${column}$${this.quantile_rows},ROUND(${at.value}*${at.n},0)+1)/${at.n}`;
      ends = [events('B'), events('C')];
    } else if (!absent(measures.promoters[m])) {
      cells.spread = measures.promoters[m];
      cells.other = measures.detractors[m];
      cells.centre = `=100*(${at.spread}-${at.other})/(${at.n}+3)`;
      cells.half = `=${100 * z}*SQRT(((${at.spread}+${at.other}+1.5)/(${at.n}+3)-((${at.spread}-${at.other})/(${at.n}+3))^2)/(${at.n}+3))`;
    } else {
      cells.centre = `=${at.value}`;
      cells.half = `=${100 * z}*SQRT(0.75/(${at.n}+3))`;
    }
    if (ends) {
      cells.low = metric.low === -Infinity ? `=${ends[0]}` : `=MAX(${metric.low},${ends[0]})`;
      cells.high = metric.high === Infinity ? `=${ends[1]}` : `=MIN(${metric.high},${ends[1]})`;
    }
    cells.y = this.judged(at.value, metric, at);
    cells.y_low = this.judged(at.low, metric, at);
    cells.y_high = this.judged(at.high, metric, at);
    cells.sigma = `=MAX(${numbers.sigma_floor},ABS(${at.y_high}-${at.y_low})/3.92)`;
    cells.variance = `=${at.sigma}^2/${at.worth}`;
    this.place_of_measure.set(m, { row: r - 1, col: first_slot + measure_columns.length * slot });
    return measure_columns.map((name) => cells[name] ?? null);
  }

  // A..C the scores, D count, E mean, F sigma, G variance, H..L how many of each score, M 1/(count - 1)
  // and N 1 where there are two or more, O worth.
  rating_row(group) {
    const { ratings } = this.flat;
    const { numbers, kinds, overall_vote } = this.model;
    const r = group + 1;
    const scores = [...ratings.score.slice(ratings.first[group], ratings.first[group + 1])];
    if (scores.length > 3) throw new Error('the sheet has columns for three raters');
    while (scores.length < 3) scores.push(null);
    const v = ratings.factor[group] === overall ? overall_vote : kinds.rating;
    const s = 2 ** -Math.min(ratings.age[group] / numbers.rating_half_life_days, numbers.age_floor_exponent);
    const counts = [0, 1, 2, 3, 4].map((score) => `=COUNTIF(A${r}:C${r},${score})`);
    return [
      ...scores,
      `=COUNT(A${r}:C${r})`,
      `=25*AVERAGE(A${r}:C${r})`,
      `=IF(D${r}=1,${numbers.single_rating_sigma},25*MAX(STDEV(A${r}:C${r}),${numbers.rating_sd_floor})/SQRT(D${r}))`,
      `=F${r}^2/O${r}*Agreement!$B$20`,
      ...counts,
      `=IF(D${r}>1,1/(D${r}-1),0)`,
      `=IF(D${r}>1,1,0)`,
      v * s,
    ];
  }

  // Krippendorff's ordinal alpha: B1:B5 how often each score stands in a unit of two or more, B6:B10
  // middle ranks, then observed and expected disagreement, B19 alpha, B20 the factor.
  agreement_rows() {
    const rows = this.flat.ratings.touchpoint.length;
    const { alpha_rely, alpha_tentative, alpha_variance_factor } = this.model.numbers;
    const column = (score) => String.fromCharCode('H'.charCodeAt(0) + score);
    const all = (letter) => `Ratings!${letter}$1:${letter}$${rows}`;
    const cells = [0, 1, 2, 3, 4].map((score) => `=SUMPRODUCT(${all(column(score))},${all('N')})`);
    for (let c = 0; c < 5; ++c) cells.push(c === 0 ? '=B1/2' : `=SUM(B1:B${c})+B${c + 1}/2`);
    const pairs = [];
    for (let c = 0; c < 5; ++c) for (let k = c + 1; k < 5; ++k) pairs.push([c, k]);
    const observed = pairs.map(
      ([c, k]) => `SUMPRODUCT(${all(column(c))},${all(column(k))},${all('M')})*(B${k + 6}-B${c + 6})^2`,
    );
    const expected = pairs.map(([c, k]) => `B${c + 1}*B${k + 1}*(B${k + 6}-B${c + 6})^2`);
    cells.push(...observed.slice(0, 7).map((formula) => `=${formula}`));
    cells.push(`=${[...observed.slice(7), 'SUM(B11:B17)'].join('+')}+0*(${expected[0]})`);
    cells.push(`=1-(SUM(B1:B5)-1)*B18/(${expected.join('+')})`);
    const rise = (alpha_variance_factor - 1) / (alpha_rely - alpha_tentative);
    cells.push(`=1+MIN(${alpha_variance_factor - 1},MAX(0,(${alpha_rely}-B19)*${rise}))`);
    return cells.map((cell) => [null, cell]);
  }

  // A sum of 1/variance, B mean, C variance, D rho, E x, F w x^2, G w rho, H (w x sd)^2 of factors
  // with items of their own, I w x sd of the others, J weight that nobody looked at, K weight, L and
  // M mean and variance of its ratings or the overall votes; then the measures.
  factor_row(r, weight, measures, pooled) {
    const slots = measures.map((m, slot) => this.measure_cells(m, r, slot));
    const items = slots.map((_, slot) => {
      const column = (name) => letters(first_slot + measure_columns.length * slot + measure_columns.indexOf(name));
      return { y: `${column('y')}${r}`, variance: `${column('variance')}${r}` };
    });
    const from_overall = items.length === 0 && pooled?.is_overall;
    if (pooled && !pooled.is_overall) items.push({ y: `L${r}`, variance: `M${r}` });
    const tail = [weight, null, null, ...slots.flat()];
    if (items.length === 0 && !from_overall)
      return [
        null,
        null,
        null,
        0,
        50,
        weight * 2500,
        0,
        null,
        weight * 50 * Math.sqrt(ignorance),
        ...[weight],
        ...tail,
      ];
    if (pooled && (from_overall || !pooled.is_overall)) {
      tail[1] = `=Ratings!E${pooled.group + 1}`;
      tail[2] = `=Ratings!G${pooled.group + 1}`;
    }
    const sd = `${ignorance}*(1-D${r})`;
    const judged = [`=${ignorance}/(${ignorance}+C${r})`, `=50+D${r}*(B${r}-50)`, `=K${r}*E${r}^2`, `=K${r}*D${r}`];
    if (from_overall) return [null, `=L${r}`, `=M${r}`, ...judged, null, `=K${r}*E${r}*SQRT(${sd})`, null, ...tail];
    const own = [...judged, `=(K${r}*E${r})^2*${sd}`, null, null, ...tail];
    if (items.length === 1) return [null, `=${items[0].y}`, `=${items[0].variance}`, ...own];
    const q = items.map((item) => `(${item.y}-B${r})^2/${item.variance}`).join('+');
    return [
      `=${items.map((item) => `1/${item.variance}`).join('+')}`,
      `=(${items.map((item) => `${item.y}/${item.variance}`).join('+')})/A${r}`,
      `=MAX(1,(${q})/${items.length - 1})/A${r}`,
      ...own,
    ];
  }

  factor_rows(t, rows) {
    const { measures, ratings, applicable } = this.flat;
    const { factors } = this.model;
    const applying = factors.map((_, k) => k).filter((k) => (applicable[t] >> k) & 1);
    const weight_sum = applying.reduce((sum, k) => sum + factors[k].weight, 0);
    const own = factors.map(() => []);
    const pooled = factors.map(() => null);
    for (let m = measures.start[t]; m < measures.start[t + 1]; ++m) own[measures.factor[m]].push(m);
    for (let group = ratings.start[t]; group < ratings.start[t + 1]; ++group) {
      const is_overall = ratings.factor[group] === overall;
      if (is_overall) pooled.forEach((other, k) => (pooled[k] = other ?? { group, is_overall }));
      else pooled[ratings.factor[group]] = { group, is_overall };
    }
    for (const k of applying)
      rows.push(this.factor_row(rows.length + 1, factors[k].weight / weight_sum, own[k], pooled[k]));
  }

  // A F, B a, C b, D low, E high, F coverage, G and H bounds, I what ranks go by, J rank, K reach x
  // importance, L u, M u F^4, N share, O (g a)^2, P g b, Q weight nobody looked at, R importance,
  // S volume.
  touchpoint_row(t, first, last) {
    const { volume, importance, size } = this.flat;
    const { interval_z, coverage_insufficient } = this.model.numbers;
    const r = t + 1;
    const of = (letter) => `Factors!${letter}${first}:${letter}${last}`;
    return [
      `=SQRT(SUM(${of('F')}))`,
      `=SQRT(SUM(${of('H')}))/A${r}`,
      `=SUM(${of('I')})/A${r}`,
      `=MAX(0,A${r}-${interval_z}*(B${r}+C${r}))`,
      `=MIN(100,A${r}+${interval_z}*(B${r}+C${r}))`,
      `=SUM(${of('G')})`,
      `=SQRT(MAX(0,A${r}^2-2500*Q${r}))`,
      `=MIN(100,SQRT(A${r}^2+7500*Q${r}))`,
      `=IF(F${r}<${coverage_insufficient},E${r}-1000,A${r})`,
      this.ranks ? `=COUNTIF(I$1:I$${size},">"&I${r})+1` : null,
      absent(volume[t]) ? `=R${r}*Journey!$A$1` : `=R${r}*S${r}`,
      `=K${r}/Journey!$B$1`,
      `=L${r}*A${r}^4`,
      `=M${r}/Journey!$D$1`,
      `=(N${r}/A${r}*Journey!$C$1*B${r})^2`,
      `=N${r}/A${r}*Journey!$C$1*C${r}`,
      `=SUM(${of('J')})`,
      importance[t],
      absent(volume[t]) ? null : volume[t],
    ];
  }

  sheets() {
    const { flat, model } = this;
    const { t, poisson_low, poisson_high } = model.quantiles;
    const { measures } = flat;
    const most_events = measures.value.reduce((most, value, m) => {
      const counts = model.metrics[measures.metric[m]].interval === 'count' && !absent(measures.n[m]);
      return counts ? Math.max(most, Math.round(value * measures.n[m])) : most;
    }, 0);
    this.quantile_rows = Math.max(most_events + 100, t.length);
    const factors = [];
    const touchpoints = [];
    for (let place = 0; place < flat.size; ++place) {
      const first = factors.length + 1;
      this.factor_rows(place, factors);
      touchpoints.push(this.touchpoint_row(place, first, factors.length));
    }
    const z = model.numbers.interval_z;
    const all = (letter) => `Touchpoints!${letter}1:${letter}${flat.size}`;
    // A median volume, B sum of reach x importance, C J, D J^4, E low, F high, then sums to compare.
    const journey = [
      `=MEDIAN(${all('S')})`,
      `=SUM(${all('K')})`,
      '=D1^0.25',
      `=SUM(${all('M')})`,
      `=MAX(0,C1-${z}*(SQRT(SUM(${all('O')}))+SUM(${all('P')})))`,
      `=MIN(100,C1+${z}*(SQRT(SUM(${all('O')}))+SUM(${all('P')})))`,
    ];
    return {
      Q: poisson_low.slice(0, this.quantile_rows).map((low, events) => [t[events] ?? null, low, poisson_high[events]]),
      Ratings: Array.from(flat.ratings.touchpoint, (_, group) => this.rating_row(group)),
      Agreement: this.agreement_rows(),
      Factors: factors,
      Touchpoints: touchpoints,
      Journey: [journey],
    };
  }
}

export class Spreadsheet {
  // `ranks`: each touchpoint's rank as a COUNTIF over all, the only rank there is in cells.
  constructor(flat, model, ranks = true) {
    this.flat = flat;
    const cells = new Cells(flat, model, ranks);
    this.content = cells.sheets();
    this.place_of_measure = cells.place_of_measure;
    this.formulas = 0;
    for (const rows of Object.values(this.content))
      for (const row of rows) for (const cell of row) if (typeof cell === 'string') ++this.formulas;
  }

  build() {
    this.book = HyperFormula.buildFromSheets(this.content, {
      licenseKey: 'gpl-v3',
      maxRows: 5_000_000,
      smartRounding: false,
    });
    this.sheet = Object.fromEntries(Object.keys(this.content).map((name) => [name, this.book.getSheetId(name)]));
  }

  destroy() {
    this.book.destroy();
  }

  edit_measure(m, value) {
    this.book.setCellContents({ sheet: this.sheet.Factors, ...this.place_of_measure.get(m) }, value);
  }

  edit_rating(r, group, score) {
    this.book.setCellContents(
      { sheet: this.sheet.Ratings, row: group, col: r - this.flat.ratings.first[group] },
      score,
    );
  }

  number(sheet, row, col) {
    const value = this.book.getCellValue({ sheet: this.sheet[sheet], row, col });
    if (typeof value !== 'number') throw new Error(`${sheet} ${row} ${col}: ${JSON.stringify(value)}`);
    return value;
  }

  // As PlainScript's.
  result() {
    const column = (col) =>
      Float64Array.from({ length: this.flat.size }, (_, row) => this.number('Touchpoints', row, col));
    return {
      journey: {
        friction: this.number('Journey', 0, 2),
        low: this.number('Journey', 0, 4),
        high: this.number('Journey', 0, 5),
      },
      alpha: this.number('Agreement', 18, 1),
      friction: column(0),
      low: column(3),
      high: column(4),
      coverage: column(5),
      bound_low: column(6),
      bound_high: column(7),
      rank: this.content.Touchpoints[0][9] === null ? null : column(9),
      share: column(13),
    };
  }
}
