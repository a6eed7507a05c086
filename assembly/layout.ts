// The codes of bindings/model/layout.ts, in the same order; test/contract/contract.test.ts compares the two.

export enum Parameter {
  factors0Price, factors0CostExponent, factors0Lower, factors0Upper, factors1Price, factors1CostExponent,
  factors1Lower, factors1Upper, productionScale, productionElasticities0, productionElasticities1, productionPrice,
  wasteScale, wasteElasticities0, wasteElasticities1, wasteDisposalCost, recyclingYield, recyclingExponent,
  recyclingPrice, recyclingProcessingCost, fixedCost, level, time, transformationLevel, transformationFrom,
  transformationTo, transformationStart, transformationDuration, transformationTimescale, transformationMidpoint,
  transformationInflection, transformationInnovation, transformationImitation, transformationShare, horizonStart,
  horizonEnd, discountRate, investmentConversionCost, dynamicsTimescale0, dynamicsTimescale1, dynamicsInitial0,
  dynamicsInitial1, dynamicsShare0, dynamicsShare1, dynamicsUnitCost0, dynamicsUnitCost1, dynamicsDepreciation0,
  dynamicsDepreciation1, dynamicsTolerance, count,
}

export enum Law {
  constant, linear, smoothstep, exponential, logistic, gompertz, bass, table, invested,
}

export enum Mode {
  optimum, adjustment, capitalisation,
}

export enum Method {
  exact, grid,
}

export enum Regime {
  interior, lower, upper,
}

export enum Status {
  ok, atBound, notConverged, domainError,
}

export enum Metric {
  level, factors0, factors1, regime0, regime1, output, waste, recycled, discharged, additionalOutput, revenue,
  cost, profit, profitability, profitOfLevel, sensitivity,
}

export enum PathMetric {
  discountedProfit, discountedInvestment, npv, advantage, payback, breakEvenLevel, minimumProfit, maximumProfit,
  timeOfLowestProfit, totalDischarged, steps, rejections,
}

export const FIRST_PATH_METRIC: i32 = Metric.sensitivity + 1
