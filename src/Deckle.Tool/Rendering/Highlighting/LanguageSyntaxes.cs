using System.Collections.Frozen;

namespace Deckle.Tool.Rendering.Highlighting;

/// <summary>The languages of notebooks.</summary>
internal static class LanguageSyntaxes
{
    private static readonly QuotedSyntax Double = new("\"");
    private static readonly QuotedSyntax Single = new("'");
    private static readonly QuotedSyntax Character = new("'") { IsCharacter = true };
    private static readonly QuotedSyntax TripleDouble = new("\"\"\"") { SpansLines = true };
    private static readonly (string, string)[] CComments = [("/*", "*/")];

    private static readonly LanguageSyntax Python = new()
    {
        Names = ["python", "python3", "py", "python2", "ipython", "ipython3", "sage", "pycon", "starlark"],
        Strings = [TripleDouble, new("'''") { SpansLines = true }, Double, Single],
        StringPrefixes = "rRbBuUfFtT",
        Keywords = Words("and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield"),
        Constants = Words("True False None NotImplemented Ellipsis self cls"),
        Builtins = Words("abs aiter all any anext ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip __import__ ArithmeticError AssertionError AttributeError BaseException EOFError Exception FileExistsError FileNotFoundError ImportError IndexError KeyError KeyboardInterrupt LookupError ModuleNotFoundError NameError NotImplementedError OSError OverflowError PermissionError RuntimeError StopIteration SyntaxError SystemExit TimeoutError TypeError UnicodeError ValueError Warning ZeroDivisionError"),
        Definers = Words("def class"),
        Decorator = '@',
        Magics = "%!?",
    };

    private static readonly LanguageSyntax R = new()
    {
        Names = ["r", "ir", "rlang"],
        Strings = [Double with { SpansLines = true }, Single with { SpansLines = true }, new("`") { IsName = true }],
        Keywords = Words("if else repeat while function for next break in return"),
        Constants = Words("TRUE FALSE NULL NA NA_integer_ NA_real_ NA_character_ Inf NaN T F"),
        Builtins = Words("library require source print cat paste paste0 c list data.frame matrix length names lapply sapply vapply mapply apply do.call stop warning tryCatch switch seq rep sum mean nrow ncol head tail summary str"),
        NameCharacters = ".",
    };

    private static readonly LanguageSyntax Julia = new()
    {
        Names = ["julia", "jl"],
        BlockComments = [("#=", "=#")],
        NestsComments = true,
        Strings = [TripleDouble, Double with { SpansLines = true }, Character, new("```") { SpansLines = true }, new("`") { SpansLines = true }],
        Keywords = Words("abstract baremodule begin break catch const continue do else elseif end export finally for function global if import in isa let local macro module mutable outer primitive public quote return struct try type using var where while"),
        Constants = Words("true false nothing missing Inf NaN pi im"),
        Builtins = Words("println print length size push! pop! map filter reduce sum zip enumerate collect range typeof convert parse string Int Int64 Float64 String Bool Vector Matrix Array Dict Set Tuple Any Nothing Missing"),
        Definers = Words("function struct macro module"),
        NameCharacters = "!",
        Decorator = '@',
        HasTranspose = true,
    };

    private static readonly LanguageSyntax Bash = new()
    {
        Names = ["bash", "sh", "shell", "zsh", "ksh", "shellscript", "console"],
        Strings = [Double with { SpansLines = true }, new("'") { SpansLines = true, Escape = '\0' }, new("`") { SpansLines = true }],
        Keywords = Words("if then else elif fi case esac for select while until do done in function time coproc return break continue exit"),
        Constants = Words("true false"),
        Builtins = Words("alias bg bind cd command declare dirs echo enable eval exec export fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read readonly set shift shopt source suspend test times trap type typeset ulimit umask unalias unset wait"),
        NameCharacters = "-",
        Variable = '$',
        CommentsStartWords = true,
    };

    private static readonly LanguageSyntax CSharp = new()
    {
        Names = ["csharp", "c#", "cs", ".net-csharp"],
        LineComments = ["//"],
        BlockComments = CComments,
        Strings = [TripleDouble with { Escape = '\0' }, new("@\"") { Close = "\"", Escape = '\0', SpansLines = true }, new("$@\"") { Close = "\"", Escape = '\0', SpansLines = true }, new("$\"") { Close = "\"" }, Double, Character],
        Keywords = Words("abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern finally fixed for foreach from get global goto if implicit in init interface internal is lock namespace new operator orderby out override params partial private protected public readonly record ref required return sealed select set sizeof stackalloc static struct switch this throw try typeof unchecked unsafe using value var virtual void volatile when where while with yield"),
        Constants = Words("true false null"),
        Builtins = Words("bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort Console List Dictionary IEnumerable Task String DateTime Math"),
        Definers = Words("class struct record interface enum namespace"),
        Magics = "#",
    };

    private static readonly LanguageSyntax FSharp = new()
    {
        Names = ["fsharp", "f#", "fs", "fsx", ".net-fsharp"],
        LineComments = ["//"],
        BlockComments = [("(*", "*)")],
        NestsComments = true,
        Strings = [TripleDouble with { Escape = '\0' }, new("@\"") { Close = "\"", Escape = '\0', SpansLines = true }, Double with { SpansLines = true }, Character],
        StringPrefixes = "$",
        Keywords = Words("abstract and as assert base begin class default delegate do done downcast downto elif else end exception extern finally fixed for fun function global if in inherit inline interface internal lazy let match member module mutable namespace new not of open or override private public rec return select sig static struct then to try type upcast use val void when while with yield"),
        Constants = Words("true false null"),
        Builtins = Words("int float string bool byte char unit list array seq option printfn printf sprintf failwith List Array Seq Map Set Option Some None Ok Error"),
        Definers = Words("let member type module"),
        NameCharacters = "'",
        Magics = "#",
    };

    private static readonly LanguageSyntax JavaScript = new()
    {
        Names = ["javascript", "js", "typescript", "ts", "jsx", "tsx", "node", "deno", "json", "jsonc", "json5"],
        LineComments = ["//"],
        BlockComments = CComments,
        Strings = [Double, Single, new("`") { SpansLines = true }],
        Keywords = Words("abstract as async await break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in instanceof interface let namespace new of private protected public readonly return set static super switch this throw try type typeof var void while with yield"),
        Constants = Words("true false null undefined NaN Infinity"),
        Builtins = Words("Array Boolean Date Error Function JSON Map Math Number Object Promise Proxy RegExp Set String Symbol WeakMap console document window globalThis require module exports any boolean number string unknown never"),
        Definers = Words("function class interface enum"),
        NameCharacters = "$",
        Decorator = '@',
    };

    private static readonly LanguageSyntax Sql = new()
    {
        Names = ["sql", "mysql", "postgresql", "postgres", "sqlite", "tsql", "duckdb", "spark-sql"],
        LineComments = ["--"],
        BlockComments = CComments,
        Strings = [new("'") { SpansLines = true, Escape = '\0' }, new("\"") { SpansLines = true, Escape = '\0', IsName = true }, new("`") { IsName = true }],
        Keywords = Words("add all alter analyze and any as asc begin between by cascade case cast check column commit constraint create cross current database default delete desc distinct drop else end escape except exists explain external fetch filter for foreign from full function grant group having if in index inner insert intersect interval into is join key lateral left like limit natural not of offset on or order outer over partition primary procedure qualify recursive references rename replace returning returns revoke right rollback row rows schema select set some table temp temporary then to transaction trigger truncate union unique update using values view when where window with"),
        Constants = Words("true false null"),
        Builtins = Words("abs avg bigint boolean char coalesce concat count date decimal double extract float floor int integer json lag lead length lower max min now nullif numeric rank real round row_number smallint substring sum text time timestamp trim upper varchar"),
        IgnoresCase = true,
        Magics = "%",
    };

    private static readonly LanguageSyntax Scala = new()
    {
        Names = ["scala", "spark", "java", "kotlin", "groovy", "kt"],
        LineComments = ["//"],
        BlockComments = CComments,
        Strings = [TripleDouble with { Escape = '\0' }, Double, Character],
        StringPrefixes = "sfraw",
        Keywords = Words("abstract as break by case catch class companion const continue data def default do else enum extends extension final finally for forSome fun given if implements implicit import in inline instanceof interface internal is lateinit lazy match native new object open operator override package private protected public return sealed static super suspend switch synchronized then this throw throws trait transient try type typealias using val var volatile when where while with yield"),
        Constants = Words("true false null None Nil it"),
        Builtins = Words("Any AnyRef Array Boolean Byte Char Double Float Int Integer List Long Map Nothing Option Seq Set Short Some String Unit Vector boolean byte char double float int long println print short void"),
        Definers = Words("def class object trait fun interface"),
        Decorator = '@',
        Magics = "%",
    };

    private static readonly LanguageSyntax C = new()
    {
        Names = ["c", "c++", "cpp", "cxx", "cc", "h", "cuda", "objective-c", "go", "golang", "swift", "php", "xcpp17", "c++17"],
        LineComments = ["//"],
        BlockComments = CComments,
        Strings = [Double, Character, new("`") { SpansLines = true, Escape = '\0' }],
        Keywords = Words("alignas alignof auto break case catch chan class co_await co_return co_yield concept const constexpr continue default defer delete do else enum explicit export extern fallthrough final for friend func go goto guard if import inline interface let map mutable namespace new noexcept operator override package private protected public range register requires return select signed sizeof static static_assert struct switch template this throw try type typedef typename union unsigned using var virtual volatile while"),
        Constants = Words("true false nullptr NULL nil iota"),
        Builtins = Words("bool char double float int int8_t int16_t int32_t int64_t long short size_t string std uint8_t uint16_t uint32_t uint64_t void wchar_t byte error rune int64 uint64 float64 append len make printf cout endl"),
        Definers = Words("class struct enum func namespace"),
        Magics = "#",
    };

    private static readonly LanguageSyntax Rust = new()
    {
        Names = ["rust", "rs"],
        LineComments = ["//"],
        BlockComments = CComments,
        NestsComments = true,
        Strings = [Double with { SpansLines = true }, Character],
        StringPrefixes = "br",
        Keywords = Words("as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return static struct super trait type union unsafe use where while"),
        Constants = Words("true false self Self None Some Ok Err"),
        Builtins = Words("bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Box Option Result String Vec println print format vec"),
        Definers = Words("fn struct enum trait mod"),
    };

    private static readonly LanguageSyntax PowerShell = new()
    {
        Names = ["powershell", "pwsh", "ps1", ".net-powershell"],
        BlockComments = [("<#", "#>")],
        Strings = [new("@\"") { Close = "\n\"@", Escape = '\0', SpansLines = true }, new("@'") { Close = "\n'@", Escape = '\0', SpansLines = true }, new("\"") { Escape = '`', SpansLines = true }, new("'") { Escape = '\0', SpansLines = true }],
        Keywords = Words("begin break catch class continue data do dynamicparam else elseif end exit filter finally for foreach from function if in param process return switch throw trap try until using while"),
        Builtins = Words("write-host write-output get-childitem get-content set-content select-object where-object foreach-object sort-object import-module"),
        Definers = Words("function class filter"),
        NameCharacters = "-",
        Variable = '$',
        IgnoresCase = true,
    };

    private static readonly LanguageSyntax Matlab = new()
    {
        Names = ["matlab", "octave", "m"],
        LineComments = ["%", "#"],
        BlockComments = [("%{", "%}"), ("#{", "#}")],
        Strings = [new("\"") { Escape = '\0' }, new("'") { Escape = '\0' }],
        Keywords = Words("break case catch classdef continue do else elseif end end_try_catch endfor endfunction endif endwhile for function global if otherwise parfor persistent return spmd switch try unwind_protect until while"),
        Constants = Words("true false pi Inf NaN eps ans"),
        Builtins = Words("disp display fprintf printf plot zeros ones eye size length numel sum mean rand randn linspace reshape cellfun arrayfun"),
        Definers = Words("function classdef"),
        HasTranspose = true,
    };

    private static readonly LanguageSyntax Ruby = new()
    {
        Names = ["ruby", "rb", "perl", "elixir", "lua"],
        Strings = [Double with { SpansLines = true }, Single with { SpansLines = true }],
        Keywords = Words("alias and begin break case class def defined defmodule do else elsif elseif end ensure for function if in local loop module my next not or our redo repeat rescue retry return self sub super then undef unless until use when while yield"),
        Constants = Words("true false nil"),
        Builtins = Words("attr_accessor attr_reader puts print require require_relative raise lambda proc p"),
        Definers = Words("def class module sub function defmodule"),
        NameCharacters = "?!",
    };

    private static readonly LanguageSyntax Yaml = new()
    {
        Names = ["yaml", "yml", "toml", "ini", "dockerfile", "docker", "make", "makefile", "cfg", "conf", "properties"],
        Strings = [Double, new("'") { Escape = '\0' }],
        Constants = Words("true false null yes no on off"),
        NameCharacters = "-.",
        CommentsStartWords = true,
    };

    private static readonly LanguageSyntax Haskell = new()
    {
        Names = ["haskell", "hs", "ocaml", "elm"],
        LineComments = ["--"],
        BlockComments = [("{-", "-}"), ("(*", "*)")],
        NestsComments = true,
        Strings = [Double, Character],
        Keywords = Words("as case class data default deriving do else foreign forall fun function hiding if import in infix infixl infixr instance let match module newtype of open qualified rec then type val where with"),
        Constants = Words("True False true false Nothing None"),
        Definers = Words("data newtype class module"),
        NameCharacters = "'",
    };

    private static readonly FrozenDictionary<string, LanguageSyntax> ByName =
        new[] { Python, R, Julia, Bash, CSharp, FSharp, JavaScript, Sql, Scala, C, Rust, PowerShell, Matlab, Ruby, Yaml, Haskell }
            .SelectMany(syntax => syntax.Names, (syntax, name) => KeyValuePair.Create(name, syntax))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The language of a name, or null: its text is shown without colours.</summary>
    public static LanguageSyntax? Find(string? name) => name is not null && ByName.TryGetValue(name.Trim(), out LanguageSyntax? syntax) ? syntax : null;

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
