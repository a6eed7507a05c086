/** docs/commands.md: every command as it describes itself. */
import type { Command, Option } from 'commander'
import { createProgram } from '../../bindings/cli/program.ts'

const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``

function row({ flags, description, argChoices, defaultValue }: Option): string {
  const choices = argChoices ? `: ${argChoices.map(code).join(', ')}` : ''
  const given =
    defaultValue === undefined || defaultValue === false || Array.isArray(defaultValue) ? '' : ` (default ${code(String(defaultValue))})`
  return `| ${code(flags)} | ${description.replaceAll('|', '\\|')}${choices}${given} |`
}

function section(command: Command): string {
  const usage = [
    command.name(),
    ...command.registeredArguments.map((each) => {
      const name = each.variadic ? `${each.name()}...` : each.name()
      return each.required ? `<${name}>` : `[${name}]`
    }),
  ]
  const options = command.options.filter(({ hidden }) => !hidden).map(row)
  const table = options.length > 0 ? `\n| option | |\n|---|---|\n${options.join('\n')}\n` : ''
  return `## ${code(`offcut ${usage.join(' ')}`)}\n\n${command.description()}\n${table}`
}

async function commandsDocument(): Promise<string> {
  const program = await createProgram()
  return [
    `# Commands

Written by \`npm run generate\` from the commands themselves; \`offcut help <command>\` prints the same. What holds for all of them:
`,
    // The text behind the help's list of commands.
    `\`\`\`\n${helpAfter(program)}\n\`\`\`\n`,
    ...program.commands.map(section),
  ].join('\n')
}

function helpAfter(program: Command): string {
  let text = ''
  program
    .configureOutput({
      writeOut: (part) => {
        text += part
      },
    })
    .outputHelp()
  return text.slice(text.indexOf('\nA scenario is')).trim()
}

// Made while this loads, as a command loads when it is asked for.
export const COMMANDS_DOCUMENT = await commandsDocument()
