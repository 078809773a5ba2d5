using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Deckle.Tool.Tests.Architecture;

/// <summary>The public types and members of an assembly as text: a heading for each type, a line for each member, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) =>
        string.Join('\n', assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Describe));

    private static string Describe(Type type)
    {
        IEnumerable<string> members = type.IsEnum ? EnumMembers(type) : Members(type);
        return string.Concat(members.Select(member => $"    {member}\n").Prepend($"{Heading(type)}\n"));
    }

    private static string Heading(Type type)
    {
        string from = string.Join(", ", Parent(type).Concat(OwnInterfaces(type)).Select(TypeText.Of));
        return $"{Kind(type)} {type.Namespace}.{TypeText.Of(type)}{(from.Length == 0 ? "" : $" : {from}")}";
    }

    private static Type[] Parent(Type type) =>
        type.BaseType is Type parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? [parent] : [];

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        _ => $"{(type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}class",
    };

    // Of a record, IEquatable goes without saying.
    private static IEnumerable<Type> OwnInterfaces(Type type) =>
        type.IsEnum
            ? []
            : type.GetInterfaces()
                .Except(type.BaseType?.GetInterfaces() ?? [])
                .Where(face => face.IsPublic && !IsEquatable(face))
                .OrderBy(TypeText.Of, StringComparer.Ordinal);

    private static bool IsEquatable(Type face) => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEquatable<>);

    private static IEnumerable<string> EnumMembers(Type type) =>
        Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");

    private static IEnumerable<string> Members(Type type)
    {
        string name = type.Name.Split('`')[0];
        IEnumerable<string>[] groups =
        [
            type.GetConstructors(Declared).Where(IsVisible).Select(constructor => $"{name}({Parameters(constructor)})"),
            type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(Field),
            type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property),
            type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).Select(e => $"event {TypeText.Of(e.EventHandlerType!)} {e.Name}"),
            type.GetMethods(Declared).Where(method => IsVisible(method) && IsWritten(method)).Select(Method),
        ];
        return groups.SelectMany(group => group.Order(StringComparer.Ordinal));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // Accessors belong to their property; what the compiler adds to a record is not written by anyone.
    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !(method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Field(FieldInfo field)
    {
        string kind = field.IsLiteral ? "const " : $"{Static(field.IsStatic)}{(field.IsInitOnly ? "readonly " : "")}";
        return $"{kind}{TypeText.Of(field)} {field.Name}{(field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "")}";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo? set = property.SetMethod is MethodInfo method && IsVisible(method) ? method : null;
        bool isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string accessors = $"{(property.GetMethod is null ? "" : "get; ")}{(set is null ? "" : isInit ? "init; " : "set; ")}";
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Static(property.GetAccessors(nonPublic: true)[0].IsStatic)}{required}{TypeText.Of(property)} {name} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        string arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Of))}>" : "";
        return $"{Static(method.IsStatic)}{TypeText.Of(method.ReturnParameter)} {method.Name}{arguments}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method)
    {
        string extended = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return extended + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        bool isParams = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        string kind = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : isParams ? "params " : "";
        return $"{kind}{TypeText.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "")}";
    }

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
