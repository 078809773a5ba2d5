"""Which earlier cells must run again before later ones can: a slice by definition and use that leaves out only what cannot matter.

needed(earlier, later) takes sources and gives {place among the earlier: why}. A cell is left out when all of this holds:
it is plain assignments, loops, definitions and expressions; it calls nothing but functions and methods known to do no more than compute
or to change their own receiver; and no name that it binds, or whose value it may change, is used by a cell that runs.
Names that may share a value count as one; going through something may use it up, and so changes it. Operators and attributes are taken
to compute and no more. Whatever is not understood is needed.
"""
import ast

PURE = set(
    "abs all any ascii bin bool bytes callable chr complex dict divmod enumerate filter float format frozenset hash hex id int isinstance "
    "issubclass len list map max min oct ord pow print range repr reversed round set slice sorted str sum tuple type zip".split()
)
# Of these the arguments are gone through.
TAKING = set("all any bytes dict enumerate filter frozenset list map max min reversed set sorted sum tuple zip".split())
READING = set(
    "capitalize casefold center copy count decode describe encode endswith find format get groupby head info index isalnum isalpha isdigit islower "
    "isspace isupper items join keys ljust lower lstrip max mean median min nunique partition quantile replace rfind rjust rsplit rstrip "
    "split splitlines startswith std strip sum tail title tolist unique upper value_counts values var zfill".split()
)
CHANGING = set("add append clear discard extend insert pop popitem remove reverse setdefault sort update".split())
BY_NAME = set("__builtins__ __import__ __main__ compile dir eval exec get_ipython globals locals vars In Out exit quit".split())
PLAIN_MAGICS = set("autoreload colors config load_ext matplotlib pylab precision reload_ext".split())
SIMPLE = (
    ast.Add, ast.And, ast.BinOp, ast.BitAnd, ast.BitOr, ast.BitXor, ast.BoolOp, ast.Break, ast.Compare, ast.Constant, ast.Continue, ast.Del,
    ast.Delete, ast.Dict, ast.DictComp, ast.Div, ast.Eq, ast.Expr, ast.FloorDiv, ast.FormattedValue, ast.GeneratorExp, ast.Gt, ast.GtE, ast.If,
    ast.IfExp, ast.In, ast.Invert, ast.Is, ast.IsNot, ast.JoinedStr, ast.LShift, ast.List, ast.ListComp, ast.Load, ast.Lt, ast.LtE, ast.MatMult,
    ast.Mod, ast.Module, ast.Mult, ast.Not, ast.NotEq, ast.NotIn, ast.Or, ast.Pass, ast.Pow, ast.RShift, ast.Set, ast.SetComp, ast.Slice,
    ast.Starred, ast.Store, ast.Sub, ast.Subscript, ast.Tuple, ast.UAdd, ast.USub, ast.UnaryOp, ast.While, ast.alias, ast.arg, ast.arguments,
    ast.keyword, ast.Name, ast.Assert, ast.Attribute, ast.comprehension, ast.For, ast.Return, ast.Lambda, ast.FunctionDef, ast.Assign,
    ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.Call,
)


def parse(source):
    """The tree of a cell, magics turned into calls; None for what is no Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        pass
    try:
        from IPython.core.inputtransformer2 import TransformerManager
        return ast.parse(TransformerManager().transform_cell(source))
    except Exception:
        return None


def root(node):
    """The name at the left end of a.b[c].d; None for another expression."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def names(node):
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def is_plain_magic(call):
    return (
        isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "run_line_magic"
        and bool(call.args) and isinstance(call.args[0], ast.Constant) and call.args[0].value in PLAIN_MAGICS
    )


class Facts:
    """What one cell binds, changes, uses; why it must run whatever the others use; whether it may use names that it does not write."""

    def __init__(self, source):
        self.binds, self.changes, self.uses, self.shares = set(), set(), set(), []
        self.imports, self.calls, self.words = set(), set(), set()
        self.why = self.reaches_all = None
        tree = parse(source)
        if tree is None:
            self.why = self.reaches_all = "it is not plain Python"
            return
        plain = {id(each) for call in ast.walk(tree) if is_plain_magic(call) for each in ast.walk(call)}
        for node in ast.walk(tree):
            self.look(node, id(node) in plain)

    def look(self, node, is_plain_magic):
        word = getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "arg", None)
        if isinstance(word, str):
            self.words.add(word)
            hidden = word in BY_NAME or (word.startswith("_") and word.strip("_0123456789io") == "")
            if hidden and not is_plain_magic:
                self.reaches_all = "it uses " + word
        if not isinstance(node, (*SIMPLE, ast.Import, ast.ImportFrom)):
            self.needs("it has " + type(node).__name__)
        self.go_through(node)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self.needs("it imports")
            for each in node.names:
                self.words.update(each.name.split("."))
                name = each.asname or each.name.split(".")[0]
                self.imports.add(name)
                self.binds.add(name)
            if "__main__" in self.words or "modules" in self.words:
                self.reaches_all = "it uses __main__"
        elif isinstance(node, ast.Name):
            (self.uses if isinstance(node.ctx, ast.Load) else self.binds).add(node.id)
            if isinstance(node.ctx, ast.Del):
                self.uses.add(node.id)
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            self.change(node)
            self.share(node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self.binds.add(node.name)
            self.share(node)
            if node.decorator_list:
                self.needs("it has a decorator")
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.For, ast.comprehension)):
            self.share(node)
        elif isinstance(node, ast.AugAssign):
            # x += y changes a list in place.
            self.change(node.target)
            self.uses.update(names(node.target))
            self.share(node)
        elif isinstance(node, ast.Call):
            self.call(node)

    def go_through(self, node):
        """An iterator is not the same when somebody went through it."""
        through = []
        if isinstance(node, (ast.For, ast.comprehension)):
            through = [node.iter]
        elif isinstance(node, ast.Starred):
            through = [node.value]
        elif isinstance(node, ast.Assign) and any(isinstance(each, (ast.Tuple, ast.List)) for each in node.targets):
            through = [node.value]
        elif isinstance(node, ast.Compare) and any(isinstance(each, (ast.In, ast.NotIn)) for each in node.ops):
            through = node.comparators
        for each in through:
            if not (isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "range"):
                self.changes.update(names(each) - PURE)

    def call(self, node):
        given = [*node.args, *[each.value for each in node.keywords]]
        if isinstance(node.func, ast.Name) and node.func.id in PURE:
            self.calls.add(node.func.id)
            for each in given if node.func.id in TAKING else []:
                self.changes.update(names(each) - PURE)
            if any(each.arg not in ("key", "default", "reverse", "sep", "end", "start") for each in node.keywords):
                self.needs("it calls %s with options" % node.func.id)
            if any(isinstance(each, ast.keyword) and each.arg == "key" for each in node.keywords) or node.func.id in ("map", "filter"):
                self.needs("it calls a function by another")
        elif isinstance(node.func, ast.Attribute) and node.func.attr in READING | CHANGING:
            receiver = node.func.value
            if root(receiver) is None and names(receiver) and not isinstance(receiver, ast.Call):
                for name in names(receiver):
                    self.changes.add(name)
            if node.func.attr in CHANGING or any(each.arg == "inplace" for each in node.keywords):
                self.change(receiver)
            for each in given:
                self.changes.update(names(each) - PURE)
            self.calls.add("." + (root(receiver) or ""))
            self.share(node)
        else:
            self.needs("it calls " + ast.unparse(node.func)[:40])
            for each in given:
                self.changes.update(names(each))
            self.change(node.func)
            self.share(node)

    def change(self, node):
        self.changes.update({root(node)} if root(node) else names(node))

    def share(self, node):
        bound = {node.name} if hasattr(node, "name") and isinstance(node.name, str) else set()
        self.shares.append(names(node) | bound)

    def needs(self, why):
        self.why = self.why or why


def needed(earlier, later):
    facts = [Facts(source) for source in earlier]
    running = [Facts(source) for source in later]
    everything = [*facts, *running]
    imported = set().union(*[each.imports for each in everything])
    bound = set().union(*[each.binds for each in everything])
    words = set().union(*[each.words for each in everything])

    # Names that may share a value: all that meet in one assignment, call or definition.
    group = {}
    for shared in [share for each in everything for share in each.shares]:
        merged = set(shared).union(*[group.get(name, ()) for name in shared])
        group.update((name, merged) for name in merged)

    def closed(changed):
        return changed.union(*[group.get(name, ()) for name in changed])

    answer = {}
    for place, each in enumerate(facts):
        changed = closed(each.changes)
        if each.why:
            answer[place] = each.why
        elif each.reaches_all:
            answer[place] = each.reaches_all
        elif each.calls & bound:
            answer[place] = "it calls " + sorted(each.calls & bound)[0] + ", which the notebook redefines"
        elif "print" in each.calls and words & {"stdout", "redirect_stdout", "builtins", "displayhook"}:
            answer[place] = "it prints, and the notebook uses stdout"
        elif changed & imported:
            answer[place] = "it may change " + sorted(changed & imported)[0] + ", which is imported"
        elif changed - bound:
            answer[place] = "it may change " + sorted(changed - bound)[0] + ", which no cell binds"
        elif any(call[0] == "." and (call[1:] in imported or (call[1:] and call[1:] not in bound)) for call in each.calls):
            answer[place] = "it calls a method of something that is imported"

    uses = set().union(*[each.uses for each in running])
    reach = next((each.reaches_all for each in [*running, *[facts[place] for place in answer]] if each.reaches_all), None)
    if reach:
        return {place: answer.get(place, "a cell that runs may use any name: " + reach) for place in range(len(facts))}
    for place in answer:
        uses |= facts[place].uses
    while True:
        found = False
        for place, each in enumerate(facts):
            used = (each.binds | closed(each.changes)) & uses
            if place not in answer and used:
                answer[place] = "it sets " + sorted(used)[0] if used & each.binds else "it may change " + sorted(used)[0]
                uses |= each.uses
                found = True
        if not found:
            return answer
