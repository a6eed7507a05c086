/*
 * The yardstick: the optima of the benchmark's one-factor surface by the textbook method, in plain loops that the compiler
 * vectorises with its vector math library. Production elasticity a from 0.3 to 0.7 by 512, disposal cost d from 0.05 to 0.9 by
 * 256; production scale A = 50 and price 1, waste scale B = 0.5 and elasticity b = 1.1, factor price and cost exponent 1,
 * bounds 1e-3 and 1e6, level 0.
 *
 * Profit is stationary in y = ln x where a A e^(a y) = e^y + b d B e^(b y). With z the logarithm of the last term over the one
 * before it, this is softplus(z) = P + K z, K = (a - 1) / (b - 1) < 0, which has one root. The hyperbola s (s - z) = ln^2 2
 * lies close to s = softplus(z) and gives the start; two Halley steps give the root.
 *
 *     optimum           writes the factors, then the profits, to standard output, as doubles
 *     optimum <rounds>  prints the nanoseconds of processor time a point takes, a line a round
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROWS = 512, COLUMNS = 256 };

static const double A = 50, B = 0.5, b = 1.1, LOWER = 1e-3, UPPER = 1e6;

static double factors[ROWS * COLUMNS], profits[ROWS * COLUMNS];

static double axis(double from, double to, int i, int points) { return (from * (points - 1 - i) + to * i) / (points - 1); }

static void compute_row(double a, const double *restrict d, const double *restrict log_waste, double *restrict factor, double *restrict profit) {
  const double log_output = log(a * A), lower = log(LOWER), upper = log(UPPER), ln2 = log(2);
  const double K = (a - 1) / (b - 1);
  for (int j = 0; j < COLUMNS; j++) {
    const double P = log_output - K * log_waste[j];
    /* K (K - 1) z^2 + P (2 K - 1) z + P^2 - ln^2 2 = 0: the smaller root, on the branch with s and s - z positive */
    const double half = 0.5 * P * (2 * K - 1);
    const double root = 0.5 * sqrt(P * P + 4 * K * (K - 1) * ln2 * ln2);
    double z = half > 0 ? -(half + root) / (K * (K - 1)) : (P * P - ln2 * ln2) / (root - half);
    for (int step = 0; step < 2; step++) {
      const double e = exp(-fabs(z));
      const double sigma = (z > 0 ? 1 : e) / (1 + e);
      const double value = fmax(z, 0) + log(1 + e) - P - K * z;
      const double slope = sigma - K, curvature = sigma * (1 - sigma);
      z -= 2 * value * slope / (2 * slope * slope - value * curvature);
    }
    const double y = fmin(fmax((z - log_waste[j]) / (b - 1), lower), upper);
    factor[j] = exp(y);
    profit[j] = A * exp(a * y) - factor[j] - d[j] * B * exp(b * y);
  }
}

static void compute_surface(void) {
  double d[COLUMNS], log_waste[COLUMNS];
  for (int j = 0; j < COLUMNS; j++) d[j] = axis(0.05, 0.9, j, COLUMNS);
  for (int j = 0; j < COLUMNS; j++) log_waste[j] = log(b * d[j] * B);
  for (int i = 0; i < ROWS; i++) compute_row(axis(0.3, 0.7, i, ROWS), d, log_waste, factors + i * COLUMNS, profits + i * COLUMNS);
}

static double processor_time(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int count, char **arguments) {
  compute_surface();
  if (count == 1) {
    fwrite(factors, sizeof factors, 1, stdout);
    fwrite(profits, sizeof profits, 1, stdout);
    return 0;
  }
  for (int round = atoi(arguments[1]); round > 0; round--) {
    const double began = processor_time();
    compute_surface();
    printf("%.4f\n", (processor_time() - began) / (ROWS * COLUMNS));
  }
  return 0;
}
