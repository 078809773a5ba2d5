using Deckle.Kernels.Sandboxing;

namespace Deckle.Kernels.Tests.Sandboxing;

/// <summary>The filter's program, interpreted: a wrong jump would be a hole, or a kernel that does not start.</summary>
public class SeccompFilterTests
{
    private const uint Allowed = 0x7FFF0000;
    private const uint Refused = 0x0005000D;
    private const uint Unknown = 0x00050026;
    private const uint Unsupported = 0x0005005F;
    private const uint NotPermitted = 0x00050001;
    private const uint Ignored = 0x00050000;

    [Theory]
    [InlineData(41, 1, 1, Allowed)]
    [InlineData(41, 1, 0x80801, Allowed)]
    [InlineData(41, 1, 2, Refused)]
    [InlineData(41, 1, 5, Refused)]
    [InlineData(41, 2, 1, Refused)]
    [InlineData(41, 10, 2, Refused)]
    [InlineData(41, 17, 3, Refused)]
    [InlineData(41, 16, 3, Unsupported)]
    [InlineData(41, 40, 1, Refused)]
    [InlineData(53, 1, 1, Allowed)]
    [InlineData(53, 1, 2, Refused)]
    [InlineData(42, 5, 0, Refused)]
    [InlineData(425, 8, 0, Unknown)]
    [InlineData(0x40000029, 2, 1, Unknown)]
    [InlineData(250, 10, 0, Refused)]
    [InlineData(30, 10, 0, Refused)]
    [InlineData(0, 0, 0, Allowed)]
    [InlineData(49, 2, 0, Allowed)]
    [InlineData(59, 0, 0, Allowed)]
    [InlineData(302, 0, 7, Allowed)]
    [InlineData(302, 77, 7, NotPermitted)]
    [InlineData(203, 77, 7, NotPermitted)]
    [InlineData(203, 0, 7, Allowed)]
    [InlineData(144, 0, 1, Allowed)]
    [InlineData(144, 77, 0, Ignored)]
    [InlineData(144, 77, 1, NotPermitted)]
    [InlineData(141, 0, 0, Allowed)]
    [InlineData(141, 0, 77, NotPermitted)]
    [InlineData(141, 2, 0, NotPermitted)]
    [InlineData(251, 1, 0, Allowed)]
    [InlineData(251, 3, 0, NotPermitted)]
    [InlineData(188, 0, 0, Unsupported)]
    [InlineData(469, 0, 0, Unsupported)]
    public void A_call_is_answered_as_it_should(int number, int first, int second, uint answer)
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "the numbers are those of x86-64");

        Assert.Equal(answer, Run(SeccompFilter.Program(isAlone: true, network: false), (uint)number, 0xC000003E, (uint)first, (uint)second));
    }

    [Theory]
    [InlineData(250, false, Refused)]
    [InlineData(248, false, Refused)]
    [InlineData(249, true, Refused)]
    [InlineData(29, true, Refused)]
    [InlineData(241, true, Refused)]
    [InlineData(29, false, Allowed)]
    [InlineData(41, true, Allowed)]
    [InlineData(42, false, Allowed)]
    [InlineData(302, true, NotPermitted)]
    [InlineData(302, false, Allowed)]
    [InlineData(188, false, Allowed)]
    [InlineData(425, true, Unknown)]
    [InlineData(425, false, Allowed)]
    [InlineData(0x400000FA, false, Unknown)]
    public void With_a_network_keys_and_without_namespaces_shared_memory_are_refused(int number, bool isAlone, uint answer)
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "the numbers are those of x86-64");

        Assert.Equal(answer, Run(SeccompFilter.Program(isAlone, network: true), (uint)number, 0xC000003E, 2, 1));
    }

    [Theory]
    [InlineData(41, 1, Allowed)]
    [InlineData(41, 2, Allowed)]
    [InlineData(41, 10, Allowed)]
    [InlineData(41, 16, Allowed)]
    [InlineData(41, 17, Refused)]
    [InlineData(41, 40, Refused)]
    [InlineData(53, 40, Refused)]
    [InlineData(42, 40, Allowed)]
    [InlineData(425, 8, Unknown)]
    public void A_network_of_its_own_has_families_that_it_keeps_apart(int number, int family, uint answer)
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "the numbers are those of x86-64");

        Assert.Equal(answer, Run(SeccompFilter.Program(isAlone: false, network: false), (uint)number, 0xC000003E, (uint)family, 1));
    }

    [Fact]
    public void Calls_of_another_architecture_are_not_known() => Assert.Equal(Unknown, Run(SeccompFilter.Program(isAlone: false, network: true), 102, 0x40000003, 1, 1));

    private static uint Run(ulong[] program, uint number, uint architecture, uint first, uint second)
    {
        var data = new Dictionary<uint, uint> { [0] = number, [4] = architecture, [16] = first, [24] = second };
        uint value = 0;
        for (int at = 0; ; at++)
        {
            (ushort code, int yes, int no, uint operand) = ((ushort)program[at], (byte)(program[at] >> 16), (byte)(program[at] >> 24), (uint)(program[at] >> 32));
            switch (code)
            {
                case 0x20:
                    value = data[operand];
                    break;
                case 0x15:
                    at += value == operand ? yes : no;
                    break;
                case 0x45:
                    at += (value & operand) != 0 ? yes : no;
                    break;
                case 0x54:
                    value &= operand;
                    break;
                case 0x06:
                    return operand;
                default:
                    Assert.Fail($"an instruction {code:x} is not known");
                    break;
            }
        }
    }
}
