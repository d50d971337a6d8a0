/**
 * Tarjan's strongly connected components, without recursion (a chain may be as long as a
 * directory). Components come out in topological order of `next`: what a node points to, first.
 * Robert Tarjan, "Depth-first search and linear graph algorithms", 1972.
 */
export function strongComponents<Node>(
  nodes: readonly Node[],
  next: (node: Node) => readonly Node[]
): readonly (readonly Node[])[] {
  const search = new Search(next)
  for (const node of nodes) search.from(node)
  return search.components
}

interface Frame<Node> {
  readonly node: Node
  readonly successors: readonly Node[]
  cursor: number
}

class Search<Node> {
  readonly components: Node[][] = []
  readonly #next: (node: Node) => readonly Node[]
  readonly #index = new Map<Node, number>()
  readonly #low = new Map<Node, number>()
  readonly #open: Node[] = []
  readonly #isOpen = new Set<Node>()

  constructor(next: (node: Node) => readonly Node[]) {
    this.#next = next
  }

  from(start: Node): void {
    if (this.#index.has(start)) return
    const frames = [this.#enter(start)]
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const successor = frame.successors[frame.cursor++]
      if (successor === undefined) this.#leave(frames, frame.node)
      else if (!this.#index.has(successor)) frames.push(this.#enter(successor))
      else if (this.#isOpen.has(successor)) this.#lower(frame.node, this.#index.get(successor))
    }
  }

  #enter(node: Node): Frame<Node> {
    this.#low.set(node, this.#index.size)
    this.#index.set(node, this.#index.size)
    this.#open.push(node)
    this.#isOpen.add(node)
    return { node, successors: this.#next(node), cursor: 0 }
  }

  #leave(frames: Frame<Node>[], node: Node): void {
    frames.pop()
    const parent = frames.at(-1)
    if (parent) this.#lower(parent.node, this.#low.get(node))
    if (this.#low.get(node) === this.#index.get(node)) this.#close(node)
  }

  #lower(node: Node, low = 0): void {
    this.#low.set(node, Math.min(this.#low.get(node) ?? low, low))
  }

  #close(root: Node): void {
    const component = this.#open.splice(this.#open.lastIndexOf(root))
    for (const node of component) this.#isOpen.delete(node)
    this.components.push(component)
  }
}
