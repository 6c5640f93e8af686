using System.Text;

namespace Tidings.Core.Events.Camt;

/// <summary>Follows the cursor along <see cref="CamtPaths"/> and makes records of what ends.</summary>
internal sealed class CamtWalk(CamtReaderOptions options)
{
    private readonly Stack<CamtPaths> _path = new();
    private readonly StringBuilder _text = new();
    private CamtMessage _kind;
    private int _version;
    private string? _messageId;
    private PartDraft? _part;
    private EntryDraft? _entry;
    private int _parts;
    private long _ordinal;
    private int _skipped;
    private bool _inTransaction;
    private bool _cut;
    private string? _currency;

    public bool SawMessage { get; private set; }

    public CamtRecord? Open(CamtCursor cursor)
    {
        if (_path.Count == 0)
            return Begin(cursor);
        if (_skipped > 0 || _path.Peek().Child(cursor.Name) is not { } child)
        {
            _skipped++;
            return null;
        }
        _path.Push(child);
        _text.Clear();
        _cut = false;
        _currency = null;
        switch (child.Field)
        {
            case CamtField.Part:
                _part = new PartDraft(_kind, _version, _messageId, ++_parts);
                break;
            case CamtField.Entry:
                _part!.Entries++;
                _entry = new EntryDraft(_part.Statement, _part.Entries, ++_ordinal, options);
                break;
            case CamtField.Transaction:
                _inTransaction = true;
                _entry!.Open(child.Field);
                break;
            case CamtField.Amount or CamtField.DetailAmount or CamtField.InstructedAmount or CamtField.BalanceAmount:
                _currency = cursor.Currency;
                break;
        }
        return null;
    }

    public CamtRecord? Text(CamtCursor cursor)
    {
        if (_skipped > 0 || _path.Count == 0 || _path.Peek().Field == CamtField.None)
            return null;
        var room = options.MaxText - _text.Length;
        _text.Append(cursor.Piece[..Math.Min(room, cursor.Piece.Length)]);
        _cut |= cursor.Piece.Length > room;
        return null;
    }

    public CamtRecord? Close()
    {
        if (_skipped > 0)
        {
            _skipped--;
            return null;
        }
        if (_path.Count == 0)
            return null;
        var field = _path.Pop().Field;
        switch (field)
        {
            case CamtField.None:
                return null;
            case CamtField.Part:
                var ended = new CamtStatementEnd(_part!.Statement, _part.Entries, _part.Refused, _part.DeclaredEntries);
                _part = null;
                return ended;
            case CamtField.Balance:
                return _part!.CloseBalance();
            case CamtField.Entry:
                var record = _entry!.ToRecord();
                _part!.Refused += record is CamtRefusedEntry ? 1 : 0;
                _entry = null;
                return record;
            case CamtField.Transaction:
                _entry!.Close(field);
                _inTransaction = false;
                return null;
        }
        Take(field);
        return null;
    }

    private CamtRecord? Begin(CamtCursor cursor)
    {
        if (CamtDocument.Kind(cursor.Name) is not { } kind)
            return null; // an envelope, or Document itself
        if (CamtDocument.Version(kind, cursor.Schema) is not { } version)
            return new CamtFileError(
                new FieldError("Document/@xmlns", FieldCodes.UnknownValue, "The schema is none of camt.052, .053 and .054, versions 01 to 13.", "Send one of these."),
                cursor.Line,
                cursor.Column);
        SawMessage = true;
        (_kind, _version, _messageId, _parts) = (kind, version, null, 0);
        _path.Push(CamtPaths.Root);
        return null;
    }

    private void Take(CamtField field)
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        // Empty is missing; and Sts, which has a child from version 08 on, must not take its own emptiness for a value.
        if (text.Length == 0)
            return;
        if (_cut)
            _entry?.Cut(field);
        _cut = false;
        if (field == CamtField.MessageId)
            _messageId = text;
        else if (_entry is not null)
            _entry.Take(field, _inTransaction, text, _currency);
        else
            _part?.Take(field, text, _currency);
    }
}
