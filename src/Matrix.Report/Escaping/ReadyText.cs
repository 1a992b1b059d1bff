using System.Buffers;

namespace Matrix.Report.Escaping;

/// <summary>
/// Text that goes into a file as it is, not escaped: made by our own code, with all that is foreign in it escaped already. There is no
/// conversion from a plain string, and no template can make one.
/// </summary>
internal abstract record ReadyText(string Text)
{
    public sealed override string ToString() => Text;
}
