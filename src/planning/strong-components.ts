/**
 * Tarjan's strongly connected components, without recursion (a chain may be as long as a
 * directory). Components come out in topological order of `next`: what a node points to, first.
 * Robert Tarjan, "Depth-first search and linear graph algorithms", 1972.
 */
export function strongComponents(
  nodes: readonly string[],
  next: (node: string) => readonly string[]
): readonly (readonly string[])[] {
  const search = new Search(next)
  for (const node of nodes) search.from(node)
  return search.components
}

interface Frame {
  readonly node: string
  readonly successors: readonly string[]
  cursor: number
}

class Search {
  readonly components: string[][] = []
  readonly #next: (node: string) => readonly string[]
  readonly #index = new Map<string, number>()
  readonly #low = new Map<string, number>()
  readonly #open: string[] = []
  readonly #isOpen = new Set<string>()

  constructor(next: (node: string) => readonly string[]) {
    this.#next = next
  }

  from(start: string): void {
    if (this.#index.has(start)) return
    const frames = [this.#enter(start)]
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const successor = frame.successors[frame.cursor++]
      if (successor === undefined) this.#leave(frames)
      else if (!this.#index.has(successor)) frames.push(this.#enter(successor))
      else if (this.#isOpen.has(successor)) this.#lower(frame.node, this.#index.get(successor))
    }
  }

  #enter(node: string): Frame {
    this.#low.set(node, this.#index.size)
    this.#index.set(node, this.#index.size)
    this.#open.push(node)
    this.#isOpen.add(node)
    return { node, successors: this.#next(node), cursor: 0 }
  }

  #leave(frames: Frame[]): void {
    const node = frames.pop()?.node ?? ''
    const parent = frames.at(-1)?.node
    if (parent !== undefined) this.#lower(parent, this.#low.get(node))
    if (this.#low.get(node) === this.#index.get(node)) this.#close(node)
  }

  #lower(node: string, low: number | undefined): void {
    this.#low.set(node, Math.min(this.#low.get(node) ?? 0, low ?? 0))
  }

  #close(root: string): void {
    const component = this.#open.splice(this.#open.lastIndexOf(root))
    for (const node of component) this.#isOpen.delete(node)
    this.components.push(component)
  }
}
