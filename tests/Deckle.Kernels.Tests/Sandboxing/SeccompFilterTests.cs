using Deckle.Kernels.Sandboxing;

namespace Deckle.Kernels.Tests.Sandboxing;

/// <summary>The filter's program, interpreted: a wrong jump would be a hole, or a kernel that does not start.</summary>
public class SeccompFilterTests
{
    private const uint Allowed = 0x7FFF0000;
    private const uint Refused = 0x0005000D;
    private const uint Unknown = 0x00050026;
    private const uint Unsupported = 0x0005005F;

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
    public void A_call_is_answered_as_it_should(int number, int first, int second, uint answer)
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "the numbers are those of x86-64");

        Assert.Equal(answer, Run(SeccompFilter.Program(sharedMemory: false, network: false), (uint)number, 0xC000003E, (uint)first, (uint)second));
    }

    [Theory]
    [InlineData(250, true, Refused)]
    [InlineData(248, true, Refused)]
    [InlineData(249, false, Refused)]
    [InlineData(29, false, Refused)]
    [InlineData(241, false, Refused)]
    [InlineData(29, true, Allowed)]
    [InlineData(41, false, Allowed)]
    [InlineData(42, true, Allowed)]
    [InlineData(425, true, Allowed)]
    [InlineData(0x400000FA, true, Unknown)]
    public void With_a_network_keys_and_where_asked_for_shared_memory_are_refused(int number, bool sharedMemory, uint answer)
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "the numbers are those of x86-64");

        Assert.Equal(answer, Run(SeccompFilter.Program(sharedMemory, network: true), (uint)number, 0xC000003E, 2, 1));
    }

    [Fact]
    public void Calls_of_another_architecture_are_not_known() => Assert.Equal(Unknown, Run(SeccompFilter.Program(sharedMemory: true, network: true), 102, 0x40000003, 1, 1));

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
