using System.Xml;

namespace Tidings.Core.Events.Camt;

/// <summary>What the cursor has come to.</summary>
internal enum CamtStep : byte
{
    Open,
    Text,
    Close,
    End,
    Failed,
}

/// <summary>The XML reader with its bounds: one step at a time, text in pieces, every failure a value.</summary>
internal sealed class CamtCursor : IDisposable
{
    private readonly XmlReader _reader;
    private readonly CamtReaderOptions _options;
    private readonly char[] _piece = new char[2048];
    private int _length;
    private bool _closeNext;
    private bool _inText;

    public CamtCursor(Stream file, CamtReaderOptions options)
    {
        _options = options;
        _reader = XmlReader.Create(new GuardedStream(file, options.MaxMarkup), new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            MaxCharactersInDocument = options.MaxCharacters,
            NameTable = new BoundedNameTable(options.MaxNames),
        });
    }

    public string Name => _reader.LocalName;

    public string Schema => _reader.NamespaceURI;

    public string? Currency => _reader.GetAttribute("Ccy");

    /// <summary>The text at which the cursor stands, or a piece of it.</summary>
    public ReadOnlySpan<char> Piece => _piece.AsSpan(0, _length);

    public int Line => (_reader as IXmlLineInfo)?.LineNumber ?? 0;

    public int Column => (_reader as IXmlLineInfo)?.LinePosition ?? 0;

    public CamtFileError? Failure { get; private set; }

    public async ValueTask<CamtStep> StepAsync()
    {
        try
        {
            return await NextAsync().ConfigureAwait(false);
        }
        catch (XmlException broken)
        {
            return Fail(FieldCodes.Broken, "The XML is broken or has a DTD.", broken.LineNumber, broken.LinePosition);
        }
        catch (CamtLimitException limit)
        {
            return Fail(FieldCodes.Limit, $"A bound of the reader was met: {limit.Message}.", Line, Column);
        }
    }

    public void Dispose() => _reader.Dispose();

    private async ValueTask<CamtStep> NextAsync()
    {
        if (_closeNext)
        {
            _closeNext = false;
            return CamtStep.Close;
        }
        while (true)
        {
            if (_inText)
            {
                _length = await _reader.ReadValueChunkAsync(_piece, 0, _piece.Length).ConfigureAwait(false);
                if (_length > 0)
                    return CamtStep.Text;
                _inText = false;
            }
            if (!await _reader.ReadAsync().ConfigureAwait(false))
                return CamtStep.End;
            if (_reader.Depth > _options.MaxDepth)
                throw new CamtLimitException("depth");
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    _closeNext = _reader.IsEmptyElement;
                    return CamtStep.Open;
                case XmlNodeType.EndElement:
                    return CamtStep.Close;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    _inText = true;
                    break;
            }
        }
    }

    private CamtStep Fail(string code, string why, int line, int column)
    {
        Failure = new CamtFileError(
            new FieldError("Document", code, why, "What came before was taken. Mend the file and send it again: nothing is told twice."), line, column);
        return CamtStep.Failed;
    }
}
