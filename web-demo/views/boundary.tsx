import { Component, type ComponentChildren } from 'preact'
import { reset } from '../state/scenario.ts'

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
        <p>This part of the page failed: {failure}</p>
        <button
          type="button"
          onClick={() => {
            reset()
            this.setState({ failure: undefined })
          }}
        >
          Reset the scenario
        </button>
      </section>
    )
  }
}
