import t from 'tap'
import { plansContract } from './contract/plans.ts'
import { openTemporary } from './open-temporary.ts'

void plansContract(t, openTemporary)
