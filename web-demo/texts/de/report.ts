import type { ReportWords } from 'offcut/studies'

/** Of a report, all but numbers and the names of quantities. The names of laws and modes are the page's. */
export type ReportTexts = Pick<ReportWords, 'page' | 'risk' | 'timing' | 'sizes'> & {
  path: Omit<ReportWords['path'], 'assumed'>
  assumed: {
    law(law: string, mode: string): string
    value(rate: string, conversion: string): string
    resources(prices: readonly string[]): string
    waste(disposal: string, processing: string, perUnit: string, price: string): string
  }
  worth: string
  time: string
  meanwhile(names: readonly string[]): string
}

const SIDES = { low: 'untere', high: 'obere' }

export const report: ReportTexts = {
  sizes: ['Tsd.', 'Mio.', 'Mrd.'],
  page: {
    sure: 'Wie sicher das ist',
    assumed: 'Was angenommen wurde',
    again: 'Wie der Bericht wieder entsteht',
    command: 'Befehl',
    input: 'Eingabe',
    seed: (seed) => `Startwert der Zufallszahlen: ${seed}; derselbe Startwert ergibt dieselben Zahlen`,
  },
  path: {
    title: 'Eine Umstellung auf abfallfreie Produktion',
    overHorizon: (name) => `${name} im Lauf der Zeit`,
    horizon: 'Im Lauf der Zeit',
    inAll: 'Insgesamt',
    columns: ['', 'Wert', 'Einheit'],
    payback: 'bezahlt gemacht',
    npv: 'Kapitalwert',
    advantage: 'Vorsprung vor dem Weiter-so',
    lowestProfit: 'niedrigster Gewinn',
    timeOfLowestProfit: 'Zeitpunkt des niedrigsten Gewinns',
    discharged: 'entsorgter Abfall',
    sure: (tolerance) =>
      `Der Verlauf ist mit einem relativen Fehler von ${tolerance} je Schritt berechnet. Alle Zahlen gelten als sicher: Unter „Wie sicher ist das?“ sagt die Seite, was bleibt, wenn sie es nicht sind.`,
  },
  assumed: {
    law: (law, mode) => `Verlauf der Umstellung: ${law}. Wie die Ressourcen folgen: ${mode}.`,
    value: (rate, conversion) =>
      `Der Gewinn wird mit ${rate} abgezinst; die Umstellung von keiner zu voller Verwertung kostet ${conversion}.`,
    resources: (prices) => `${prices.length === 1 ? 'Eine Ressource' : 'Zwei Ressourcen'}, zu ${prices.join(' und ')} je Einheit.`,
    waste: (disposal, processing, perUnit, price) =>
      `Eine Einheit Abfall zu entsorgen kostet ${disposal}, sie zu verwerten ${processing}; sie ergibt ${perUnit} Einheiten des zweiten Produkts zu je ${price}.`,
  },
  worth: 'Wert',
  time: 'Zeit',
  meanwhile: (names) => `Mit der Zeit ${names.length === 1 ? 'ändert' : 'ändern'} sich: ${names.join(', ')}.`,
  risk: {
    title: 'Wie unsicher das Ergebnis ist',
    quantiles: (name) => `${name}: Quantile`,
    tail: (name, side) => `${name}: das ${SIDES[side]} Ende der Verteilung`,
    share: 'Anteil',
    error: 'Standardfehler',
    mean: 'Mittel',
    level: 'Niveau',
    probabilities: 'Wahrscheinlichkeiten',
    condition: 'Bedingung',
    probability: 'Wahrscheinlichkeit',
    atMost: (name) => `Anteil der Fälle bis zu so viel: ${name}`,
    shareOfCases: 'Anteil der Fälle',
    median: 'Median',
    overTime: (name) => `${name} im Lauf der Zeit: Median, die Hälfte und neun Zehntel der Fälle`,
    between: (low, high) => `${100 * low} bis ${100 * high} %`,
    sure: (samples) => `${samples} Fälle, in 8 unabhängigen Teilen; wie sehr sich diese unterscheiden, ergibt die Standardfehler.`,
    assumed: (moment) =>
      `Die Zahlen schwanken, wie „uncertainty“ und die Prozesse in „changes“ des Szenarios es sagen; gemessen wird am Zeitpunkt „${moment}“.`,
  },
  timing: {
    title: 'Wann und wie schnell umstellen',
    worth: 'Was jeder Weg wert ist, abgezinst auf den Anfang',
    plan: 'Weg',
    more: 'mehr als ohne Umstellung',
    course: 'der beste Verlauf',
    policy: 'die beste Regel, die auf den Preis achtet',
    bound: 'kein Verlauf ist mehr wert als',
    committed: 'der beste vorab festgelegte Plan',
    startNow: 'sofort beginnen',
    ownLaw: 'der Verlauf des Szenarios',
    tooFast: 'der Verlauf des Szenarios, schneller als erlaubt',
    stay: 'keine Umstellung',
    moves: 'Schritte',
    columns: {
      from: (time) => `von: ${time}`,
      to: (time) => `bis: ${time}`,
      levelFrom: 'Verwertungsgrad von',
      levelTo: 'Verwertungsgrad bis',
    },
    prices: 'Preise, bei denen zu handeln ist',
    move: 'Richtung',
    directions: { up: 'hinauf', down: 'hinunter' },
    price: 'Preise',
    below: (price) => `unter ${price}`,
    above: (price) => `über ${price}`,
    range: (low, high) => `${low} bis ${high}`,
    begunBy: 'Bis dahin begonnen',
    probability: 'Wahrscheinlichkeit',
    simulated: 'Wert in simulierten Verläufen',
    outcomes: ['Mittel', 'schlechteste 5 %: höchstens', 'schlechteste 5 %: im Mittel'],
    law: 'Der beste Verlauf dieser Form',
    lawColumns: ['Zahl', 'Wert'],
    atEnd: 'an einem Ende ihres Bereichs',
    level: 'Verwertungsgrad',
    rate: 'Änderung, % im Jahr',
    courseOfLevel: 'Der beste Verlauf des Verwertungsgrads',
    howFast: 'Wie schnell er sich ändert',
    started: 'Wahrscheinlichkeit, dass die Umstellung begonnen hat',
    begun: 'begonnen',
    threshold: (level) => `Preis, von dem an der Verwertungsgrad ${level} steigen soll`,
    sureBound: (bound, above) => `Kein zulässiger Verlauf ist mehr wert als ${bound}: ${above} mehr als dieser.`,
    refined: (by) => `Die letzte Verfeinerung hat den Wert um ${by} verändert.`,
    assumed: [
      'Die Ressourcen haben in jedem Augenblick die einträglichsten Mengen.',
      'Alles, was das Szenario nicht verändert, bleibt, wie es ist.',
    ],
  },
}
