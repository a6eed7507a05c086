import { engineInfo } from '../compute/engine.ts'
import { failure } from '../state/failure.ts'
import { pins } from '../state/pins.ts'
import { words } from '../texts/index.ts'
import { Boundary } from './boundary.tsx'
import { Controls } from './controls.tsx'
import { DecidingPanel } from './deciding-panel.tsx'
import { Header } from './header.tsx'
import { Guide } from './guide.tsx'
import { Headline, StickyAnswer } from './headline.tsx'
import { MomentPanel } from './moment-panel.tsx'
import { MoneyFlow } from './money-flow.tsx'
import { OnDemand } from './on-demand.tsx'
import { Panels } from './panels.tsx'
import { PathsPanel } from './paths-panel.tsx'
import { PicturePanel } from './picture-panel.tsx'

/** The page: the answer, what decides it, the charts beside it, and what loads on demand. Its style sheet places the parts. */
export function App() {
  const { footer } = words.value
  return (
    <>
      <Header />
      <StickyAnswer />
      <Boundary>
        <Headline />
        <div class="guided">
          <MoneyFlow />
          <Guide />
        </div>
      </Boundary>
      <Notices />
      <main class="layout">
        <div class="main-column">
          <div class="deciding">
            {[DecidingPanel, PicturePanel, MomentPanel].map((Part) => (
              <Boundary key={Part.name}>
                <Part />
              </Boundary>
            ))}
            <Boundary>{pins.value.length > 0 && <OnDemand load={() => import('./scenarios-panel.tsx')} />}</Boundary>
          </div>
          {[PathsPanel, Panels].map((Part) => (
            <Boundary key={Part.name}>
              <Part />
            </Boundary>
          ))}
        </div>
        <Boundary>
          <Controls />
        </Boundary>
      </main>
      <footer class="footer">
        <p>
          {footer.before}
          <a href="https://doi.org/10.18287/2542-0461-2021-12-1-144-156">
            Mathematical model of transition of a production enterprise to a circular economy
          </a>
          {footer.after}
        </p>
      </footer>
    </>
  )
}

/** What the page does instead where the browser lacks something, and what failed. */
function Notices() {
  const info = engineInfo.value
  const { plainJavaScript, noWorkers, failed } = words.value.notices
  const notices = [
    info?.backend === 'js' && plainJavaScript(info.why),
    info?.workers === 0 && noWorkers,
    failure.value && failed(failure.value),
  ].filter((text): text is string => Boolean(text))
  return (
    <div class="notices" role="status">
      {notices.map((text) => (
        <p key={text} class="notice">
          {text}
        </p>
      ))}
    </div>
  )
}
