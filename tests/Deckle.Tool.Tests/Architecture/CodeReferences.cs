using System.Reflection;
using System.Reflection.Emit;

namespace Deckle.Tool.Tests.Architecture;

/// <summary>
/// What the code of an assembly uses, read from the compiled program: source does not show it all
/// (a namespace sees its parents without <c>using</c>).
/// </summary>
internal static class CodeReferences
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Every use of a type or member. The user is a type with a file of its own; its nested and generated types count as it.</summary>
    public static IEnumerable<(Type User, MemberInfo Used)> In(Assembly assembly) =>
        from type in assembly.GetTypes()
        from used in UsedBy(type)
        select (Outermost(type), used);

    /// <summary>The types a type is made of: itself, its element and its arguments.</summary>
    public static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        Type self = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return type.IsGenericParameter ? [] : type.GetGenericArguments().SelectMany(Parts).Prepend(self);
    }

    public static Type Outermost(Type type) => type.DeclaringType is Type outer ? Outermost(outer) : type;

    private static IEnumerable<MemberInfo> UsedBy(Type type)
    {
        IEnumerable<Type?> declared =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(All).Select(field => field.FieldType),
            .. type.GetProperties(All).Select(property => property.PropertyType),
        ];
        IEnumerable<MethodBase> methods = type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All));
        return declared.OfType<Type>().Concat(methods.SelectMany(UsedBy));
    }

    private static IEnumerable<MemberInfo> UsedBy(MethodBase method)
    {
        IEnumerable<Type> signature = method.GetParameters().Select(parameter => parameter.ParameterType);
        if (method is MethodInfo { ReturnType: Type result })
        {
            signature = signature.Append(result);
        }

        if (method.GetMethodBody() is not MethodBody body)
        {
            return signature;
        }

        IEnumerable<Type> locals = body.LocalVariables.Select(local => local.LocalType);
        IEnumerable<Type> caught = body.ExceptionHandlingClauses
            .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
            .Select(clause => clause.CatchType!);
        return signature.Concat(locals).Concat(caught).Concat(Instructions(method, body.GetILAsByteArray()!));
    }

    // ECMA-335, partition III: an opcode of one or two bytes, then an operand whose size the opcode gives.
    private static IEnumerable<MemberInfo> Instructions(MethodBase method, byte[] il)
    {
        Type[]? typeArguments = method.DeclaringType?.GetGenericArguments();
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < il.Length;)
        {
            bool isLong = il[at] == 0xFE;
            OpCode code = OpCodesByValue[isLong ? (short)(0xFE00 | il[at + 1]) : il[at]];
            at += isLong ? 2 : 1;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
