import type { Evaluator } from '../common/evaluate.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { CallTree } from '../common/tree.js';
import { textOf } from '../possible.js';
import type { Node } from '../syntax.js';
import type { Value } from '../value.js';

/**
 * `viper.GetString("port")`: the variable that `BindEnv` names, else with `AutomaticEnv` the key in upper case with
 * `_` for `.` and `-`; its fallback is what `SetDefault` says. Files of the configuration may say something else.
 */
export function viperValue(
  node: Node,
  tree: CallTree,
  name: string,
  evaluator: Evaluator,
): Value | undefined {
  if (!/^Get(?:String|Int|Uint|Int32|Int64|Uint16|StringSlice|Bool)?$/.test(tree.name)) return undefined;
  const { file } = evaluator;
  if (!isViper(name) && !isViper(tree.on ? (file.names.originOf(tree.on) ?? '') : '')) return undefined;
  const key = textOf(evaluator.of(tree.arguments[0]?.value));
  if (key === undefined) return undefined;
  const setup = setupOf(file);
  const bound = setup.find(({ method, key: one }) => method === 'BindEnv' && one === key.toLowerCase());
  const isAutomatic = setup.some(({ method }) => method === 'AutomaticEnv');
  if (!bound && !isAutomatic) return undefined;
  const variable =
    textOf(bound && file.argument(bound.call, 1)) ?? key.toUpperCase().replaceAll(/[.-]/g, '_');
  const preset = setup.find(({ method, key: one }) => method === 'SetDefault' && one === key.toLowerCase());
  return evaluator.env(node, variable, preset && file.argument(preset.call, 1));
}

function isViper(name: string): boolean {
  return name.startsWith('github.com/spf13/viper');
}

interface Setup {
  readonly call: Call;
  readonly method: string;
  readonly key: string;
}

const known = new WeakMap<SourceFile, readonly Setup[]>();

function setupOf(file: SourceFile): readonly Setup[] {
  const found =
    known.get(file) ??
    file.calls
      .filter(({ method }) => /^(?:BindEnv|AutomaticEnv|SetDefault)$/.test(method))
      .map((call) => ({
        call,
        method: call.method,
        key: textOf(file.argument(call, 0))?.toLowerCase() ?? '',
      }));
  known.set(file, found);
  return found;
}
