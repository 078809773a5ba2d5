using System.Reflection;

namespace Deckle.Tool.Tests.Architecture;

/// <summary>Types as C# writes them, with <c>?</c> where null is allowed.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(double)] = "double",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(ulong)] = "ulong",
        [typeof(void)] = "void",
    };

    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    public static string Of(Type type) => Of(type, null);

    private static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is Type value)
        {
            return $"{Of(value)}?";
        }

        bool isNullable = !type.IsValueType && (nullability?.ReadState ?? NullabilityState.Unknown) == NullabilityState.Nullable;
        return $"{NameOf(type, nullability)}{(isNullable ? "?" : "")}";
    }

    private static string NameOf(Type type, NullabilityInfo? nullability)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[]";
        }

        if (!type.IsGenericType)
        {
            return Keywords.GetValueOrDefault(type, type.Name);
        }

        NullabilityInfo[] inner = nullability?.GenericTypeArguments ?? [];
        IEnumerable<string> arguments = type.GetGenericArguments().Select((argument, i) => Of(argument, i < inner.Length ? inner[i] : null));
        string joined = string.Join(", ", arguments);
        bool isTuple = type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);
        return isTuple ? $"({joined})" : $"{type.Name.Split('`')[0]}<{joined}>";
    }
}
