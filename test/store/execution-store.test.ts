import t from 'tap'
import { executionsContract } from './contract/executions.ts'
import { openTemporary } from './open-temporary.ts'

void executionsContract(t, openTemporary)
