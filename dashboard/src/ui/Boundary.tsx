import { Component, type PropsWithChildren, type ReactNode } from 'react'
import { Problem } from '../api/problem.ts'
import { ErrorState } from './ErrorState.tsx'

type BoundaryProps = PropsWithChildren<{
  /** A sentence: which part of the page it is that failed. */
  what: string
  /** Around what is said then. */
  frame?: (failure: ReactNode) => ReactNode
}>

/** Keeps a part that failed from taking the page along. Most fail because a newer server no longer has their script. */
export class Boundary extends Component<BoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    const problem = error instanceof Problem ? error : new Problem(0, 'script', error.message)
    const failure = <ErrorState what={this.props.what} problem={problem} onRetry={() => location.reload()} />
    return this.props.frame?.(failure) ?? failure
  }
}
