import type { MetricKey } from 'offcut/forms'
import type { ParameterWords } from '../en/parameters.ts'

export const metrics: Record<MetricKey, ParameterWords> = {
  level: { label: 'Verwertungsgrad', help: 'Anteil des Abfalls, der verwertet wird' },
  'factors[]': { label: 'Ressource', help: 'eingesetzte Menge der Ressource' },
  'regime[]': { label: 'Lage', help: 'ob die Ressource an einer Schranke liegt' },
  output: { label: 'Hauptprodukt', help: 'erzeugte Menge des Hauptprodukts' },
  waste: { label: 'Abfall', help: 'anfallender Abfall' },
  recycled: { label: 'Verwerteter Abfall', help: 'Abfall, der zum zweiten Produkt wird' },
  discharged: { label: 'Entsorgter Abfall', help: 'Abfall, der übrig bleibt' },
  additionalOutput: { label: 'Zweites Produkt', help: 'Produkt aus verwertetem Abfall' },
  revenue: { label: 'Erlös', help: 'Verkäufe beider Produkte' },
  cost: { label: 'Kosten', help: 'Fixkosten, Ressourcen, Entsorgung und Verwertung' },
  profit: { label: 'Gewinn', help: 'Verkäufe beider Produkte abzüglich aller Kosten' },
  profitability: { label: 'Rentabilität', help: 'Gewinn je Einheit Kosten' },
  profitOfLevel: {
    label: 'Gewinn durch mehr Verwertung',
    help: 'was der Gewinn von keiner zu voller Verwertung zunähme, nach der jetzigen Steigung',
  },
  valueOfWaste: {
    label: 'Wert des Abfalls',
    help: 'was eine Einheit Abfall einbringt, abzüglich ihrer Kosten: unter 0 eine Last, darüber ein Rohstoff',
  },
  maximumProfitOfLevel: {
    label: 'Höchster Gewinn bei diesem Grad',
    help: 'der höchste Gewinn bei diesem Verwertungsgrad; über dem Gewinn, wenn ein anderes Ziel verfolgt wird',
  },
  transactionCost: { label: 'Transaktionskosten', help: 'Transaktionssatz mal Kosten; 0, außer wenn der Nutzen das Ziel ist' },
  utility: { label: 'Nutzen', help: 'Erlös abzüglich Kosten und Transaktionskosten' },
  objectiveOfLevel: {
    label: 'Zuwachs des Ziels durch mehr Verwertung',
    help: 'was das Maximum des Ziels je Einheit Verwertungsgrad zunimmt',
  },
  breakEvenLevel: {
    label: 'Verwertungsgrad ohne Verlust am Abfall',
    help: 'Grad über 0, bei dem der Wert des Abfalls das Vorzeichen wechselt',
  },
  breakEvenDirection: { label: 'Über diesem Grad', help: 'was Abfall über diesem Grad ist' },
  discountedProfit: { label: 'Abgezinster Gewinn', help: 'Gewinn seit Beginn, auf ihn abgezinst' },
  discountedInvestment: { label: 'Abgezinste Investition', help: 'Umstellungskosten seit Beginn, auf ihn abgezinst' },
  npv: { label: 'Kapitalwert', help: 'Gewinn abzüglich Umstellungskosten, auf den Beginn abgezinst' },
  advantage: { label: 'Vorsprung vor dem Weiter-so', help: 'Kapitalwert abzüglich dessen desselben Betriebs ohne Umstellung' },
  payback: { label: 'Zeitpunkt der Amortisation', help: 'Zeitpunkt, ab dem die Umstellung auf Dauer vorn liegt' },
  yearsToPayback: { label: 'Jahre bis zur Amortisation', help: 'Jahre vom Beginn, bis die Umstellung auf Dauer vorn liegt' },
  yearsFromTransition: {
    label: 'Jahre von der Umstellung bis zur Amortisation',
    help: 'Jahre von der ersten Änderung des Grades, bis die Umstellung auf Dauer vorn liegt',
  },
  minimumProfit: { label: 'Tiefster Gewinn unterwegs', help: 'der tiefste Gewinn der betrachteten Zeit' },
  maximumProfit: { label: 'Höchster Gewinn unterwegs', help: 'der höchste Gewinn der betrachteten Zeit' },
  timeOfLowestProfit: { label: 'Zeitpunkt des tiefsten Gewinns', help: 'der früheste Zeitpunkt des tiefsten Gewinns' },
  totalDischarged: { label: 'Insgesamt entsorgter Abfall', help: 'Abfall, der in der betrachteten Zeit entsorgt wird' },
  domainErrorFrom: {
    label: 'Ende des Modells',
    help: 'Zeitpunkt, ab dem das Modell keinen Betrieb mehr kennt: eine Zahl verlässt ihren Bereich, oder er wächst über jede Grenze',
  },
  steps: { label: 'Schritte', help: 'Schritte der Integration, die gelten' },
  rejections: { label: 'Verworfene Schritte', help: 'Schritte, die ihres Fehlers wegen wiederholt wurden' },
}
