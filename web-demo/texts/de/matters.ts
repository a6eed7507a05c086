import type { MattersWords } from '../en/matters.ts'

export const matters: MattersWords = {
  intro:
    'Um wie viel weiter vorn oder zurück die Umstellung endet, wenn eine Zahl ein Zehntel kleiner oder größer ist, und der Wert, bei dem sie sich bis zum Ende gerade bezahlt macht.',
  number: 'Zahl',
  lower: '10 % weniger',
  higher: '10 % mehr',
  effect: 'Wirkung auf den Wert am Ende',
  breakEven: 'Gerade bezahlt, wenn',
  always: 'auf dem ganzen Regler',
  never: 'nirgends auf dem Regler',
  nothing: 'Keine Zahl ändert etwas: Mit und ohne Umstellung endet dieser Betrieb gleich.',
  set: (label) => `${label} darauf setzen`,
}
