// Written by `npm run generate` from bindings/model. The numbers of bindings/model/layout.ts, and what they mean to the kernel.

/** Slots of the parameters; the one of the second factor follows that of the first. Behind them: the times, then the levels of a table. */
export enum Parameter {
  factors0Price, factors1Price, factors0CostExponent, factors1CostExponent, factors0Lower, factors1Lower, factors0Upper,
  factors1Upper, factors0Volume, factors1Volume, productionScale, productionElasticities0, productionElasticities1,
  productionPrice, wasteScale, wasteElasticities0, wasteElasticities1, wasteDisposalCost, recyclingYield,
  recyclingExponent, recyclingPrice, recyclingProcessingCost, fixedCost, objectiveTransactionRate, level, time,
  transformationLevel, transformationFrom, transformationTo, transformationStart, transformationDuration,
  transformationTimescale, transformationMidpoint, transformationInflection, transformationInnovation,
  transformationImitation, transformationShare, horizonStart, horizonEnd, discountRate, investmentConversionCost,
  investmentReversalCost, investmentAdjustmentCost, dynamicsTimescale0, dynamicsTimescale1, dynamicsInitial0,
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
  exact, dense,
}

export enum Objective {
  profit, utility, profitability,
}

export enum Regime {
  interior, lower, upper, fixed,
}

export enum Direction {
  gain, burden,
}

export enum Status {
  ok, atBound, notConverged, domainError,
}

export enum Metric {
  level, factors0, factors1, regime0, regime1, output, waste, recycled, discharged, additionalOutput, revenue, cost,
  profit, profitability, profitOfLevel, valueOfWaste, maximumProfitOfLevel, transactionCost, utility, objectiveOfLevel,
  breakEvenLevel, breakEvenDirection, sensitivity, sensitivityOfInput,
}

export enum PathMetric {
  discountedProfit, discountedInvestment, npv, advantage, payback, yearsToPayback, yearsFromTransition, minimumProfit,
  maximumProfit, timeOfLowestProfit, totalDischarged, domainErrorFrom, steps, rejections,
}

export const FIRST_PATH_METRIC: i32 = Metric.sensitivityOfInput + 1

/** What is derived anew when a parameter changes, as bits. */
export enum Group {
  level = 1, waste = 2, output = 4, elasticities = 8, factor0 = 16, factor1 = 32, objective = 64,
}

export const EVERYTHING: i32 = Group.level | Group.waste | Group.output | Group.elasticities | Group.factor0 | Group.factor1 | Group.objective

/** The groups that a parameter or a knot of the table law belongs to; none for one of paths alone. Traps where there is no such slot. */
export function groupsOf(slot: i32): i32 {
  if (slot >= Parameter.count) return Group.level | Group.waste
  switch (slot) {
    case Parameter.factors0Price: case Parameter.factors0CostExponent: case Parameter.factors0Lower:
    case Parameter.factors0Upper: case Parameter.factors0Volume:
      return Group.factor0
    case Parameter.factors1Price: case Parameter.factors1CostExponent: case Parameter.factors1Lower:
    case Parameter.factors1Upper: case Parameter.factors1Volume:
      return Group.factor1
    case Parameter.productionScale: case Parameter.productionPrice: case Parameter.fixedCost:
      return Group.output
    case Parameter.productionElasticities0: case Parameter.productionElasticities1: case Parameter.wasteElasticities0:
    case Parameter.wasteElasticities1:
      return Group.elasticities
    case Parameter.wasteScale: case Parameter.wasteDisposalCost: case Parameter.recyclingYield:
    case Parameter.recyclingExponent: case Parameter.recyclingPrice: case Parameter.recyclingProcessingCost:
      return Group.waste
    case Parameter.objectiveTransactionRate:
      return Group.objective
    case Parameter.level: case Parameter.time: case Parameter.transformationLevel: case Parameter.transformationFrom:
    case Parameter.transformationTo: case Parameter.transformationStart: case Parameter.transformationDuration:
    case Parameter.transformationTimescale: case Parameter.transformationMidpoint:
    case Parameter.transformationInflection: case Parameter.transformationInnovation:
    case Parameter.transformationImitation:
      return Group.level | Group.waste
    case Parameter.transformationShare: case Parameter.horizonStart: case Parameter.horizonEnd:
    case Parameter.discountRate: case Parameter.investmentConversionCost: case Parameter.investmentReversalCost:
    case Parameter.investmentAdjustmentCost: case Parameter.dynamicsTimescale0: case Parameter.dynamicsTimescale1:
    case Parameter.dynamicsInitial0: case Parameter.dynamicsInitial1: case Parameter.dynamicsShare0:
    case Parameter.dynamicsShare1: case Parameter.dynamicsUnitCost0: case Parameter.dynamicsUnitCost1:
    case Parameter.dynamicsDepreciation0: case Parameter.dynamicsDepreciation1: case Parameter.dynamicsTolerance:
      return 0
  }
  return unreachable()
}

/** Whether a metric of paths (see PathMetric) is of the whole path, not of a time on it. */
export function isOfWholePath(code: i32): bool {
  switch (code) {
    case PathMetric.payback: case PathMetric.yearsToPayback: case PathMetric.yearsFromTransition:
    case PathMetric.minimumProfit: case PathMetric.maximumProfit: case PathMetric.timeOfLowestProfit:
    case PathMetric.totalDischarged: case PathMetric.domainErrorFrom: case PathMetric.steps: case PathMetric.rejections:
      return true
  }
  return false
}
