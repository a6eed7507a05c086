/*
 * The native yardstick for time paths: the method of Dormand and Prince of order 8 (DOP853, Hairer, Norsett and Wanner, Solving Ordinary
 * Differential Equations I, section II.10), best volumes by Newton's method, everything in plain loops for the compiler to vectorise,
 * over the 64 x 64 paths of bench/paths.mjs in each mode, with offcut's tolerance, its way of judging errors and its kinks.
 *
 *     path <mode>           writes npv and advantage of each path to standard output, as doubles
 *     path <mode> <rounds>  prints the nanoseconds of processor time a path takes, a line a round
 *
 * Modes: 0 optimum, 1 adjustment, 2 adjustment with two factors, 3 capitalisation.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SIZE = 64, STAGES = 12, MOST = 8 };
enum { OPTIMUM, ADJUSTMENT, TWO_FACTORS, CAPITALISATION };

static const double A[13][12] = {
  {0},
  {0.05260015195876773},
  {0.0197250569845379, 0.0591751709536137},
  {0.02958758547680685, 0, 0.08876275643042054},
  {0.2413651341592667, 0, -0.8845494793282861, 0.924834003261792},
  {0.037037037037037035, 0, 0, 0.17082860872947386, 0.12546768756682242},
  {0.037109375, 0, 0, 0.17025221101954405, 0.06021653898045596, -0.017578125},
  {0.03709200011850479, 0, 0, 0.17038392571223998, 0.10726203044637328, -0.015319437748624402, 0.008273789163814023},
  {0.6241109587160757, 0, 0, -3.3608926294469414, -0.868219346841726, 27.59209969944671, 20.154067550477894, -43.48988418106996},
  {0.47766253643826434, 0, 0, -2.4881146199716677, -0.590290826836843, 21.230051448181193, 15.279233632882423, -33.28821096898486,
   -0.020331201708508627},
  {-0.9371424300859873, 0, 0, 5.186372428844064, 1.0914373489967295, -8.149787010746927, -18.52006565999696, 22.739487099350505,
   2.4936055526796523, -3.0467644718982196},
  {2.273310147516538, 0, 0, -10.53449546673725, -2.0008720582248625, -17.9589318631188, 27.94888452941996, -2.8589982771350235,
   -8.87285693353063, 12.360567175794303, 0.6433927460157636},
  {0.054293734116568765, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585, 0.3111643669578199, -0.1521609496625161,
   0.20136540080403034, 0.04471061572777259},
};
static const double FIFTH[12] = {0.01312004499419488, 0, 0, 0, 0, -1.2251564463762044, -0.4957589496572502, 1.6643771824549864,
   -0.35032884874997366, 0.3341791187130175, 0.08192320648511571, -0.022355307863886294};
static const double THIRD[12] = {-0.18980075407240762, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
   -0.4226823213237919, -0.1521609496625161, 0.20136540080403034, 0.02265179219836082};
static const double NODES[13] = {0, 0.05260015195876773, 0.0789002279381516, 0.1183503419072274, 0.2816496580927726, 0.3333333333333333,
   0.25, 0.3076923076923077, 0.6512820512820513, 0.6, 0.8571428571428571, 1.0, 1.0};

typedef struct {
  int mode, factors, states;
  double a[2], b[2], A, B, d, q, r, F;             /* prices of the product and of the factors are 1, all are proportional */
  double from, to, midpoint, timescale;            /* the logistic law, or the ramp that starts at the midpoint */
  double end, rate, J, tau[2], share, unit, wear;
} Path;

/** Components: logarithms of the volumes of both enterprises, then the integrals of profit, level and gain, and of surplus. */
enum { PROFIT, LEVEL, GAIN, SURPLUS };

static const double TOLERANCE = 1e-10;

static double level_at(const Path *p, double t) {
  if (p->mode == TWO_FACTORS) return p->from + (p->to - p->from) * fmin(fmax((t - p->midpoint) / p->timescale, 0), 1);
  return p->from + (p->to - p->from) / (1 + exp(-(t - p->midpoint) / p->timescale));
}

static double value_of_waste(const Path *p, double level) { return p->q * level - p->d * (1 - level) - p->r * level; }

/** Logarithms of the best volumes at `count` levels. */
static void find_optima(const Path *p, const double *restrict level, double *restrict y0, double *restrict y1, int count) {
  if (p->factors == 1) {
    const double a = p->a[0], b = p->b[0], first = log(a * p->A) / (1 - a);
    for (int i = 0; i < count; i++) {
      const double m = value_of_waste(p, level[i]);
      double y = first;
      for (int n = 0; n < 6; n++) {
        const double output = a * p->A * exp(a * y), waste = m * b * p->B * exp(b * y), sum = output + waste;
        y -= (log(sum) - y) / ((a * output + b * waste) / sum - 1);
      }
      y0[i] = y;
    }
    return;
  }
  const double a0 = p->a[0], a1 = p->a[1], b0 = p->b[0], b1 = p->b[1];
  const double common = log(p->A) + a0 * log(a0) + a1 * log(a1), log_output = common / (1 - a0 - a1);
  for (int i = 0; i < count; i++) {
    const double m = value_of_waste(p, level[i]);
    double u = log(a0) + log_output, v = log(a1) + log_output;
    for (int n = 0; n < 7; n++) {
      const double output = p->A * exp(a0 * u + a1 * v), waste = m * p->B * exp(b0 * u + b1 * v);
      const double s = a0 * output + b0 * waste, t = a1 * output + b1 * waste;
      const double f = log(s) - u, g = log(t) - v;
      const double fu = (a0 * a0 * output + b0 * b0 * waste) / s - 1, fv = (a0 * a1 * output + b0 * b1 * waste) / s;
      const double gu = (a0 * a1 * output + b0 * b1 * waste) / t, gv = (a1 * a1 * output + b1 * b1 * waste) / t - 1;
      const double determinant = fu * gv - fv * gu;
      u -= (f * gv - g * fv) / determinant;
      v -= (g * fu - f * gu) / determinant;
    }
    y0[i] = u;
    y1[i] = v;
  }
}

/** Profit at logarithms of volumes, which it raises. */
static double profit_at(const Path *p, double level, const double *y, double *x0) {
  const double u = y[0], v = p->factors == 2 ? y[1] : 0;
  const double output = p->A * exp(p->a[0] * u + p->a[1] * v), waste = p->B * exp(p->b[0] * u + p->b[1] * v);
  *x0 = exp(u);
  return output + value_of_waste(p, level) * waste - *x0 - (p->factors == 2 ? exp(v) : 0) - p->F;
}

typedef struct { double level[13], best[2][13]; } Moments;

/** Derivatives of all components at time t, where they are `now`; `i` is the place among the moments. */
static void derive(const Path *p, double t, const Moments *at, int i, const double *still, double still_profit, const double *now, double *rates) {
  const double level = at->level[i], discount = exp(-p->rate * t), start = level_at(p, 0);
  double x, x_still, profit, other = still_profit, spent = 0, surplus = 0;
  if (p->mode == OPTIMUM) {
    const double y[2] = {at->best[0][i], at->best[1][i]};
    profit = profit_at(p, level, y, &x);
  } else {
    profit = profit_at(p, level, now, &x);
    other = profit_at(p, start, now + p->factors, &x_still);
    if (p->mode == CAPITALISATION) {
      surplus = fmax(profit, 0);
      spent = p->share * (surplus - fmax(other, 0));
      rates[0] = p->share * surplus / (p->unit * x) - p->wear;
      rates[1] = p->share * fmax(other, 0) / (p->unit * x_still) - p->wear;
    } else {
      for (int f = 0; f < p->factors; f++) {
        rates[f] = expm1(at->best[f][i] - now[f]) / p->tau[f];
        rates[p->factors + f] = expm1(still[f] - now[p->factors + f]) / p->tau[f];
      }
    }
  }
  double *integrals = rates + p->states;
  integrals[PROFIT] = discount * profit;
  integrals[LEVEL] = discount * (level - start);
  integrals[GAIN] = discount * (profit - other - spent);
  integrals[SURPLUS] = discount * surplus;
}

static void follow(const Path *p, double *npv, double *advantage) {
  const int n = p->states + 4, first = p->mode == OPTIMUM ? 5 : 1;
  const double kinks[3] = {p->mode == TWO_FACTORS ? p->midpoint : p->end, p->mode == TWO_FACTORS ? p->midpoint + p->timescale : p->end, p->end};
  double from[MOST] = {0}, to[MOST], now[MOST] = {0}, k[13][MOST] = {{0}}, still[2], best[2], x, turnover = 0;
  Moments at;
  const double start = level_at(p, 0);
  find_optima(p, &start, &still[0], &still[1], 1);
  const double still_profit = profit_at(p, start, still, &x);
  for (int i = 0; i < p->states; i++) from[i] = p->mode == CAPITALISATION ? log(6) : still[i % p->factors];
  memcpy(now, from, sizeof now);
  double t = 0, length = kinks[0] / 16;
  for (int kink = 0; kink < 3; kink++) {
    at.level[0] = level_at(p, t);
    at.best[0][0] = at.best[1][0] = 0;
    find_optima(p, at.level, best, best + 1, 1);
    at.best[0][0] = best[0];
    at.best[1][0] = best[1];
    derive(p, t, &at, 0, still, still_profit, from, k[0]);
    while (t < kinks[kink]) {
      const int arrives = t + 1.01 * length >= kinks[kink];
      const double h = arrives ? kinks[kink] - t : length;
      for (int s = first; s < 13; s++) at.level[s] = level_at(p, t + h * NODES[s]);
      if (p->mode != CAPITALISATION) find_optima(p, at.level + first, at.best[0] + first, at.best[1] + first, 13 - first);
      for (int s = first; s < 13; s++) {
        double sum[MOST] = {0};
        const int wanted = s == 12 ? n : p->states;
        for (int j = 0; j < s; j++) for (int i = 0; i < MOST; i++) sum[i] += A[s][j] * k[j][i];
        for (int i = 0; i < wanted; i++) now[i] = from[i] + h * sum[i];
        derive(p, t + h * NODES[s], &at, s, still, still_profit, now, k[s]);
      }
      memcpy(to, now, sizeof to);
      double fifth[MOST] = {0}, third[MOST] = {0}, worst = 0;
      for (int j = 0; j < 12; j++) for (int i = 0; i < MOST; i++) fifth[i] += FIFTH[j] * k[j][i], third[i] += THIRD[j] * k[j][i];
      turnover = fabs(k[12][p->states]) + 1;
      for (int i = 0; i < n; i++) {
        const double e = fabs(fifth[i]), ratio = e > 0 ? 0.1 * third[i] / e : 0;
        const double size = fmax(fabs(from[i]), fabs(to[i]));
        const double scale = i == p->states + LEVEL ? 1 : turnover;
        const double allowed = i < p->states ? TOLERANCE + 1e-15 * fabs(to[i]) : fmax(TOLERANCE * size, 1e-4 * TOLERANCE * (t + h) * scale);
        worst = fmax(worst, h * e / sqrt(1 + ratio * ratio) / (allowed + 1e-280));
      }
      const double change = worst > 0 ? 0.9 / sqrt(sqrt(sqrt(worst))) : 5;
      if (worst > 1) {
        length = h * fmax(0.2, change);
        continue;
      }
      const double grown = h * fmin(5, change);
      length = arrives ? fmax(length, grown) : grown;
      t = arrives ? kinks[kink] : t + h;
      memcpy(from, to, sizeof from);
      memcpy(k[0], k[12], sizeof k[0]);
    }
  }
  const double *sum = from + p->states;
  const double investment = p->J * (exp(-p->rate * p->end) * (level_at(p, p->end) - start) + p->rate * sum[LEVEL]);
  *npv = sum[PROFIT] - investment - (p->mode == CAPITALISATION ? p->share * sum[SURPLUS] : 0);
  *advantage = sum[GAIN] - investment;
}

static double values[2][SIZE * SIZE];

static double axis(double low, double high, int i) { return (low * (SIZE - 1 - i) + high * i) / (SIZE - 1); }

static void follow_all(int mode) {
  static const Path SHARED[4] = {
    {OPTIMUM, 1, 0, {0.5}, {0.9}, 50, 0.5, 1, 1, 0.1, 0, 0, 1, 5, 1, 10, 0.05, 100},
    {ADJUSTMENT, 1, 2, {0.5}, {0.9}, 50, 0.5, 1, 1, 0.1, 0, 0, 1, 5, 1, 10, 0.05, 100, {2}},
    {TWO_FACTORS, 2, 4, {0.3, 0.5}, {0.4, 0.4}, 12, 0.5, 1, 1, 0.2, 20, 0.1, 0.9, 2, 6, 20, 0.05, 500, {4, 0.5}},
    {CAPITALISATION, 1, 2, {0.5}, {0.9}, 50, 0.5, 1, 1, 0.1, 100, 0.1, 1, 8, 1.5, 30, 0.05, 500, {0}, 0.3, 2, 0.08},
  };
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < SIZE; j++) {
      Path p = SHARED[mode];
      p.d = axis(0.1, 2, i);
      if (mode == OPTIMUM) p.a[0] = axis(0.4, 0.6, j);
      else if (mode == CAPITALISATION) p.share = axis(0.1, 0.6, j);
      else p.tau[0] = axis(0.5, 5, j);
      follow(&p, &values[0][i * SIZE + j], &values[1][i * SIZE + j]);
    }
  }
}

static double processor_time(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int count, char **arguments) {
  const int mode = count > 1 ? atoi(arguments[1]) : 0;
  follow_all(mode);
  if (count < 3) {
    fwrite(values, sizeof values, 1, stdout);
    return 0;
  }
  for (int round = atoi(arguments[2]); round > 0; round--) {
    const double began = processor_time();
    follow_all(mode);
    printf("%.1f\n", (processor_time() - began) / (SIZE * SIZE));
  }
  return 0;
}
