/** Studies and systems in a thread of their own: the page stays quick while they compute. */
import { expose } from 'comlink'
import { studyServices } from './services.ts'

expose(studyServices)
