import { expressionBuilder, type Expression } from 'kysely'

/** The number after the highest one; 1 where there is none yet. */
export function afterLast(highest: Expression<number | null>) {
  const eb = expressionBuilder()
  return eb(eb.fn.coalesce(highest, eb.lit(0)), '+', eb.lit(1)).$castTo<number>()
}
