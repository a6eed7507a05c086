import { Component, type ComponentChildren } from 'preact'
import { reset } from '../state/scenario.ts'
import { words } from '../texts/index.ts'

/** Keeps a failure of one part from blanking the page, and offers the way back. */
export class Boundary extends Component<{ children: ComponentChildren }, { failure?: string }> {
  static override getDerivedStateFromError(error: unknown) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    const { failure } = this.state
    if (failure === undefined) return this.props.children
    return (
      <section class="card notice" role="alert">
        <p>{words.value.notices.partFailed(failure)}</p>
        <button
          type="button"
          onClick={() => {
            reset()
            this.setState({ failure: undefined })
          }}
        >
          {words.value.notices.reset}
        </button>
      </section>
    )
  }
}
