/** What the library warns of in studies, by the form of its English sentence; names of quantities and numbers are handed on, in German. */
export const warnings: readonly [RegExp, (...parts: string[]) => string][] = [
  [
    /^(.+): (\d+) of (\d+) points failed and are left out\.$/,
    (name, failed, all) => `${name}: ${failed} von ${all} Fällen ließen sich nicht berechnen und zählen nicht.`,
  ],
  [
    /^(\d+) of (\d+) points failed and are left out\.$/,
    (failed, all) => `${failed} von ${all} Fällen ließen sich nicht berechnen und zählen nicht.`,
  ],
  [
    /^(.+): none at (\d+) of (\d+) points, which count as later than any time\.$/,
    (name, none, all) => `${name}: in ${none} von ${all} Fällen nie; das zählt als später als jeder Zeitpunkt.`,
  ],
  [
    /^Correlations are ignored: one parameter moves at a time\.$/,
    () => 'Zusammenhänge zwischen den Zahlen bleiben außer Acht: Es wird je eine bewegt.',
  ],
  [
    /^(.+) are correlated: one alone may move (.+) far more than they do together; indices take them as one\.$/,
    (names, metric) => `${names} hängen zusammen: Eine allein bewegt ${metric} vielleicht weit mehr als alle gemeinsam.`,
  ],
  [
    /^(.+): The metric varies in (\d+) of the (\d+) parts of the sample alone, and the indices rest on those: take more samples\.$/,
    (name, parts, all) =>
      `${name}: Nur in ${parts} von ${all} Teilen der Stichprobe gibt es Unterschiede; mehr Fälle geben ein sichereres Bild.`,
  ],
  [
    /^(.+): (.+) is none or fails at one of its ends\.$/,
    (name, metric) => `${name}: An einem ihrer Enden gibt es keinen Wert (${metric}).`,
  ],
  [
    /^Correlated parameters have one index together: (.+)\.$/,
    (names) => `Zahlen, die zusammenhängen, haben gemeinsam einen Anteil: ${names}.`,
  ],
  [
    /^The whole path of a random process has one index: (.+)\.$/,
    (names) => `Ein zufälliger Verlauf hat als Ganzes einen Anteil: ${names}.`,
  ],
  [/^(.+): The metric does not vary, so there are no indices\.$/, (name) => `${name}: in allen Fällen gleich, es gibt nichts aufzuteilen.`],
  [
    /^a growth of (\S+) a year is not below the discount rate of (\S+): /,
    (growth, rate) =>
      `Ein Wachstum von ${growth} im Jahr liegt nicht unter dem Diskontsatz von ${rate}: Was nach dem Zeitraum folgt, in dem es endet, entscheidet die Antwort.`,
  ],
  [
    /^\S+\.step is not used: (\S+) moves when decisions are made, at any time$/,
    (name) => `Die Schrittweite von „${name}“ zählt nicht: Entschieden wird zu jeder Zeit.`,
  ],
  [
    /^\S+\.step is not used: (\S+) moves when decisions are made, at the horizon’s samples, every (\S+) years$/,
    (name, years) => `Die Schrittweite von „${name}“ zählt nicht: Entschieden wird alle ${years} Jahre.`,
  ],
  [
    /^(.+): missing cells, (.+); (\d+) of (\d+) rows are used\.$/,
    (name, cells, used, all) =>
      `${name}: Zellen ohne Wert (${cells.replaceAll(' in ', ' × ')}); verwendet werden ${used} von ${all} Zeilen.`,
  ],
  [/^(.+): more than one row for (.+)\.$/, (name, years) => `${name}: mehr als eine Zeile für ${years.replaceAll(' and ', ' und ')}.`],
  [
    /^(.+): the fit in levels did not converge; do not rely on it\.$/,
    (name) => `${name}: Die Schätzung kam zu keinem Ende; verlassen Sie sich nicht darauf.`,
  ],
  [
    /^(.+): the columns are nearly collinear \(centred condition number (\S+), above 30\); /,
    (name, number) =>
      `${name}: Die Spalten laufen fast gleich (Konditionszahl ${number}, über 30); einzelne Schätzwerte lassen sich kaum trennen, ihre Summe vielleicht.`,
  ],
  [
    /^(.+): the coefficient of (.+) is (\S+), which the model cannot use; /,
    (name, term, value) =>
      `${name}: Der Schätzwert von ${term} ist ${value}, damit kann das Modell nicht rechnen. Von dieser Gleichung steht nichts im Szenario.`,
  ],
  [
    /^Constant returns are imposed, so the correlation of the estimates is singular; /,
    () =>
      'Doppelte Ressourcen ergeben hier das doppelte Produkt: Die Schätzwerte hängen damit fest zusammen, und das Szenario nimmt sie so.',
  ],
  [
    /^(.+): (\S+) of its normal distribution lies outside the model's range and is cut off\.$/,
    (name, share) =>
      `${name}: ein Anteil von ${share} der Normalverteilung liegt außerhalb dessen, womit das Modell rechnet, und entfällt.`,
  ],
  [
    /^the columns? (.+) of the equation of \S+ (?:is|are) constant, /,
    (names) =>
      `In jeder Zeile gleich: ${names}. Was das bewirkt, ist nicht zu erkennen; lassen Sie es weg, oder nehmen Sie Zeilen, in denen es sich ändert.`,
  ],
  [
    /^the column (.+), which the equation of \S+ is to explain, is (\S+) in each of the (\d+) rows used: /,
    (name, value, rows) =>
      `${name} ist in allen ${rows} Zeilen ${value}: Daraus ist nichts zu lernen. Nehmen Sie Zeilen, in denen es sich ändert, oder eine andere Spalte.`,
  ],
  [
    /^the columns (.+) of the equation of \S+ are collinear: /,
    (names) => `${names}: Eine dieser Spalten folgt aus den anderen, ihre Wirkungen lassen sich nicht trennen; lassen Sie eine weg.`,
  ],
]

/** Of what the library alone has words for. */
export const inEnglish = (text: string): string => `Auf Englisch: „${text}“`
