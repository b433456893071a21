"""Certificates and signed PDFs that tests make for themselves; nothing of them is trusted anywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers


@dataclass(frozen=True)
class Keeper:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    def pem(self) -> bytes:
        """The certificate, as an authority publishes it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def pkcs12(self, passphrase: str) -> bytes:
        """Certificate and key in one file."""
        secret = serialization.BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(b"chu-ky", self.key, self.certificate, None, secret)


@cache
def authority() -> Keeper:
    """An authority that vouches for signers."""
    key = _key()
    name = _name("Cơ quan chứng thực thử nghiệm")
    made = _builder(name, name, key).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return Keeper(made.sign(key, hashes.SHA256()), key)


@cache
def signer(name: str) -> Keeper:
    """A person or body that signs, vouched for by authority()."""
    key, above = _key(), authority()
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = _builder(_name(name), above.certificate.subject, key).add_extension(usage, critical=True)
    return Keeper(made.sign(above.key, hashes.SHA256()), key)


def sign(content: bytes, name: str, folder: Path, *, field: str = "KySo") -> bytes:
    """The PDF with one more signature."""
    file = folder / f"{field}.p12"
    file.write_bytes(signer(name).pkcs12("mat-khau"))
    by = signers.SimpleSigner.load_pkcs12(str(file), passphrase=b"mat-khau")
    wanted = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    return bytes(signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), wanted, by).getvalue())


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=4000))
        .not_valid_after(now + timedelta(days=4000))
    )
