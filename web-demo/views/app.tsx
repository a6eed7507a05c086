import { failure, engine } from '../compute/engine.ts'
import { Boundary } from './boundary.tsx'
import { Controls } from './controls.tsx'
import { Header } from './header.tsx'
import { Headline } from './headline.tsx'
import { PathsPanel } from './paths-panel.tsx'
import { PicturePanel } from './picture-panel.tsx'
import { SpeedPanel } from './speed-panel.tsx'

export function App() {
  return (
    <>
      <Header />
      <Boundary>
        <Headline />
      </Boundary>
      <Notices />
      <main class="layout">
        {[PicturePanel, Controls, PathsPanel, SpeedPanel].map((Part) => (
          <Boundary key={Part.name}>
            <Part />
          </Boundary>
        ))}
      </main>
      <footer class="footer">
        <p>
          The structure of the model follows L. A. Saraev and M. E. Talikina,{' '}
          <a href="https://doi.org/10.18287/2542-0461-2021-12-1-144-156">
            Mathematical model of transition of a production enterprise to a circular economy
          </a>{' '}
          (2021); the concrete functions are this project’s own choice inside it. Everything is computed in this page; nothing leaves it.
        </p>
      </footer>
    </>
  )
}

/** What the page does instead where the browser lacks something, and what failed. */
function Notices() {
  const info = engine.value?.info
  const notices = [
    info?.backend === 'js' && `${info.why} Everything works, more slowly.`,
    info?.workers === 0 && 'No background workers here: the page computes in its own thread.',
    failure.value && `Something could not be computed: ${failure.value}`,
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
