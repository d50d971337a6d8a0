import { readFileSync } from 'node:fs'
import { CronExpressionParser } from 'cron-parser'
import { later, type VariableName } from './variables.ts'

const dayMs = 24 * 3600 * 1000

function decimal(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN
}

/** Reads variables one at a time and keeps what is wrong with them. */
export class Reader {
  readonly problems: string[] = []
  readonly #environment: NodeJS.ProcessEnv

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment
  }

  refuse(name: string, why: string): undefined {
    this.problems.push(`${name} ${why}`)
  }

  refuseLater(): void {
    const isSet = (name: string) => this.#environment[name] || this.#environment[`${name}_FILE`]
    for (const name of later.filter(isSet)) {
      this.refuse(name, 'is not supported by this version yet; unset it')
    }
  }

  text(name: VariableName): string | undefined {
    return this.#environment[name]?.trim() || undefined
  }

  required<Value>(name: VariableName, read: () => Value | undefined): Value | undefined {
    return this.text(name) === undefined ? this.refuse(name, 'is missing') : read()
  }

  /** Also by `NAME_FILE`, as Kubernetes mounts secrets; one trailing line break is not part of it. */
  secret(name: VariableName): string | undefined {
    const path = this.#environment[`${name}_FILE`]
    if (!path) return this.#environment[name] || undefined
    if (this.#environment[name]) return this.refuse(name, `and ${name}_FILE are both set; keep one`)
    return this.#contents(`${name}_FILE`, path)?.replace(/\r?\n$/, '')
  }

  /** The path by which the secret is given, for those who read it again. */
  secretFile(name: VariableName): string | undefined {
    return this.#environment[`${name}_FILE`] || undefined
  }

  certificates(name: VariableName): string | undefined {
    const path = this.text(name)
    const pem = path && this.#contents(name, path)
    if (pem !== undefined && !pem.includes('-----BEGIN CERTIFICATE-----')) {
      this.refuse(name, `names a file without a certificate (PEM is expected): ${path}`)
    }
    return pem
  }

  /** What one field must look like; `hint` is an example. */
  names(name: VariableName, values: readonly string[], pattern: RegExp, hint: string): string[] {
    const odd = values.filter(value => !pattern.test(value))
    if (odd.length > 0) this.refuse(name, `holds ${odd.join(', ')}; each looks like ${hint}`)
    return [...values]
  }

  /** The path of a file that must be there and hold JSON. */
  json(name: VariableName): string {
    const path = this.required(name, () => this.text(name))
    const text = path && this.#contents(name, path)
    try {
      if (text !== undefined) JSON.parse(text || '{}')
    } catch {
      this.refuse(name, `names a file that is no JSON: ${path}`)
    }
    return path ?? ''
  }

  flag(name: VariableName, fallback: boolean): boolean {
    return this.choice(name, String(fallback), ['true', 'false']) === 'true'
  }

  choice(name: VariableName, fallback: string, values: readonly string[]): string {
    const value = this.text(name) ?? fallback
    if (!values.includes(value)) this.refuse(name, `must be one of ${values.join(', ')}`)
    return value
  }

  matching(name: VariableName, fallback: string, pattern: RegExp, hint: string): string {
    const value = this.text(name) ?? fallback
    if (!pattern.test(value)) this.refuse(name, hint)
    return value
  }

  integer(name: VariableName, fallback: number, least: number, most: number): number {
    const text = this.text(name)
    const value = text === undefined ? fallback : decimal(text)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    this.refuse(name, `must be a whole number from ${least} to ${most}`)
    return fallback
  }

  number(name: VariableName, fallback: number, most: number): number {
    const text = this.text(name)
    const value = text === undefined ? fallback : decimal(text)
    if (Number.isFinite(value) && (text === undefined || value > 0) && value <= most) return value
    this.refuse(name, `must be a number above 0 and at most ${most}`)
    return fallback
  }

  /** ISO 8601 durations of days and smaller, in milliseconds. */
  duration(name: VariableName, fallback: string, mostDays = 366): number {
    const text = this.text(name) ?? fallback
    const match = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
      text
    )
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = (match ?? [])
      .slice(1)
      .map(n => Number(n ?? 0))
    const ms = Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
    if (!match || ms === 0 || ms > mostDays * dayMs) {
      const most = `${mostDays} days at most`
      this.refuse(name, `must be an ISO 8601 duration such as PT24H or PT90S, ${most}`)
    }
    return ms
  }

  list(name: VariableName, separator: string): string[] {
    const parts = (this.text(name) ?? '').split(separator)
    return parts.map(part => part.trim()).filter(part => part !== '')
  }

  url(name: VariableName, protocols: readonly string[]): string | undefined {
    const [url] =
      this.text(name) === undefined ? [] : this.#parse(name, this.text(name) ?? '', protocols)
    return url?.href.replace(/\/$/, '')
  }

  urls(name: VariableName, protocols: readonly string[]): readonly URL[] {
    const parts = this.list(name, ',')
    if (parts.length === 0) this.refuse(name, 'is missing')
    return parts.flatMap(part => this.#parse(name, part, protocols))
  }

  /** A secret: it holds a password. What is wrong with it is said without it. */
  databaseUrl(name: VariableName): string | undefined {
    const text = this.secret(name)?.trim()
    const url = text === undefined ? undefined : URL.parse(text)
    const isDatabase = /^postgres(ql)?:$/.test(url?.protocol ?? '') && url?.pathname !== ''
    if (text === undefined || isDatabase) return text
    return this.refuse(name, 'must look like postgres://user:password@host:5432/database')
  }

  /** Five fields, minute first; checked by what will read it. */
  cron(name: VariableName): string | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    try {
      if (text.split(/\s+/).length === 5) return CronExpressionParser.parse(text) && text
    } catch {}
    return this.refuse(name, 'must be a cron expression of five fields, such as 0 5 * * 1-5')
  }

  #parse(name: VariableName, text: string, protocols: readonly string[]): readonly URL[] {
    const url = URL.parse(text)
    if (url?.username || url?.password) this.refuse(name, 'must not hold credentials')
    else if (url?.search || url?.hash) this.refuse(name, 'must end with its path')
    else if (url && url.host !== '' && protocols.includes(url.protocol)) return [url]
    else
      this.refuse(
        name,
        `must be a URL that begins with ${protocols.map(each => `${each}//`).join(' or ')}`
      )
    return []
  }

  #contents(name: string, path: string): string | undefined {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault'
      return this.refuse(name, `names a file that cannot be read (${code}): ${path}`)
    }
  }
}
